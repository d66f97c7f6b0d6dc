package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With scripts in the place of ffmpeg that misbehave on purpose. */
@Timeout(60)
final class FfmpegLimitsTest {
  private static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofMillis(1500), 200L << 20, Optional.empty());

  @TempDir private Path folder;

  @Test
  void program_thatStandsStill_isKilledWithItsChildren() throws Exception {
    Ffmpeg ffmpeg = script("sleep 300 & echo $! > child; echo 'reading frame 7' >&2; wait");

    assertThatThrownBy(() -> encode(ffmpeg, LIMITS))
        .isInstanceOf(FfmpegException.class)
        .hasMessage("stopped: no progress for 2 s; reading frame 7");
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    ProcessHandle.of(child).ifPresent(gone -> gone.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }

  @Test
  void program_thatReportsTheSameAgainAndAgain_standsStill() throws Exception {
    Ffmpeg ffmpeg =
        script(
            "while :; do echo frame=1; echo out_time_us=1; echo progress=continue; sleep 0.2; done");

    assertThatThrownBy(() -> encode(ffmpeg, LIMITS)).hasMessageContaining("no progress");
  }

  @Test
  void program_thatGoesOn_isLeftAlone() throws Exception {
    Ffmpeg ffmpeg =
        script(
            "for i in 1 2 3 4 5 6; do echo out_time_us=$i; echo progress=continue; sleep 0.4; done");

    assertThatCode(() -> encode(ffmpeg, LIMITS)).doesNotThrowAnyException();
  }

  @Test
  void program_thatTakesTooMuchMemory_isKilled() throws Exception {
    // A shell variable that doubles until it is some hundred megabytes.
    Ffmpeg ffmpeg = script("x=0123456789abcdef; while :; do x=$x$x; done");
    FfmpegLimits patient = new FfmpegLimits(Duration.ofSeconds(40), 100L << 20, Optional.empty());

    assertThatThrownBy(() -> encode(ffmpeg, patient))
        .hasMessageContaining("stopped: it used more than 100 MiB of memory");
  }

  @Test
  void program_thatWritesWithoutEnd_isKilled() throws Exception {
    Ffmpeg ffmpeg = script("mkdir -p out; while :; do head -c 1000000 /dev/zero >> out/file; done");
    FfmpegLimits writing =
        new FfmpegLimits(Duration.ofSeconds(40), 200L << 20, Optional.empty())
            .writing(Files.createDirectories(folder.resolve("out")), 8 << 20);

    assertThatThrownBy(() -> encode(ffmpeg, writing))
        .isInstanceOf(FfmpegException.class)
        .hasMessage("stopped: it wrote more than 8 MiB");
  }

  @Test
  void fullDisk_isTheMachinesFault_notTheVideos() throws Exception {
    Ffmpeg ffmpeg = script("echo 'out.mp4: No space left on device' >&2; exit 1");

    assertThatThrownBy(() -> encode(ffmpeg, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
  }

  @Test
  void program_thatDies_leavesItsLastWords() throws Exception {
    Ffmpeg ffmpeg = script("for i in 1 2 3 4 5 6; do echo word $i >&2; done; exit 3");

    assertThatThrownBy(() -> encode(ffmpeg, LIMITS)).hasMessage("word 3; word 4; word 5; word 6");
  }

  @Test
  void program_killedFromOutside_isTheMachinesFault() throws Exception {
    Ffmpeg ffmpeg = script("kill -9 $$");

    assertThatThrownBy(() -> encode(ffmpeg, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 137");
  }

  @Test
  void fullDisk_saidBeforeManyOtherWords_isTheMachinesFault() throws Exception {
    Ffmpeg ffmpeg =
        script(
            "echo 'out.mp4: No space left on device' >&2; for i in 1 2 3 4 5 6 7; do echo"
                + " \"[out#$i] Nothing was written into output file\" >&2; done; exit 1");

    assertThatThrownBy(() -> encode(ffmpeg, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessage("out.mp4: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 0", "echo no json"})
  void probe_thatAnswersNothing_findsNothing(String body) throws Exception {
    Path source = Files.writeString(folder.resolve("source.mp4"), "x");

    assertThat(script(body).probe(source).picture()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo '{\"format\": 1'; exit 1", "exit 1"})
  void probe_thatFails_isTheVideosFault(String body) throws Exception {
    Path source = Files.writeString(folder.resolve("source.mp4"), "x");
    Ffmpeg ffmpeg = script(body);

    assertThatThrownBy(() -> ffmpeg.probe(source)).isInstanceOf(FfmpegException.class);
  }

  private Ffmpeg script(String body) throws IOException {
    for (String name : List.of("ffmpeg", "ffprobe")) {
      Path program = folder.resolve(name);
      Files.writeString(program, "#!/bin/sh\ncd " + folder + "\n" + body + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return new Ffmpeg(folder, Optional.of(folder.resolve("ffmpeg")));
  }

  private void encode(Ffmpeg ffmpeg, FfmpegLimits limits) throws Exception {
    ffmpeg.encode(folder.resolve("source.mp4"), 0, List.of("-"), limits, micros -> {});
  }
}
