package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class FfmpegBundleTest {
  @TempDir private Path folder;

  /** Also where the system has another libva, or, as a fresh server, none. */
  @Test
  void program_thatIsBundled_findsTheLibrariesOfItsOwnFolder() throws Exception {
    Path bundle = Path.of("target", "ffmpeg-work", "ffmpeg").toAbsolutePath();
    Path ffmpeg = FfmpegBundle.program(bundle, org.bytedeco.ffmpeg.ffmpeg.class);

    Process process =
        new ProcessBuilder(ffmpeg.toString(), "-f", "s16le", "-i", "-", "-f", "null", "-").start();
    try (BufferedReader words = process.errorReader()) {
      assertThat(words.readLine()).startsWith("ffmpeg version"); // by then all are loaded
      List<String> loaded = loadedBy(process.pid());
      assertThat(loaded).anyMatch(path -> path.contains("/libva.so"));
      assertThat(loaded)
          .filteredOn(path -> path.matches(".*/lib(va|va-drm|drm|av\\w+|sw\\w+)\\.so.*"))
          .allMatch(path -> path.startsWith(bundle.toString()));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void launcher_ofAnOddFolder_handsOnArgumentsAndExitCode() throws Exception {
    Path program = script(folder.resolve("it's $HOME"), "echo \"$LD_LIBRARY_PATH|$1|$2\"; exit 7");
    Path launcher = FfmpegBundle.launcher(program);

    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "a b", "*");
    builder.environment().remove("LD_LIBRARY_PATH");
    Process process = builder.start();
    assertThat(process.inputReader().readLine()).isEqualTo(program.getParent() + "|a b|*");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:30", "a;b"})
  void launcher_inAFolderThatNoLoaderCanBeTold_isTheProgramItself(String name) throws Exception {
    Path program = script(folder.resolve(name), "true");

    assertThat(FfmpegBundle.launcher(program)).isEqualTo(program);
  }

  @Test
  void launcher_thatIsThere_isLeftAlone() throws Exception {
    Path program = script(folder.resolve("unpacked"), "true");
    Path first = FfmpegBundle.launcher(program);
    Files.setLastModifiedTime(first, FileTime.fromMillis(1_000));

    assertThat(FfmpegBundle.launcher(program)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first).toMillis()).isEqualTo(1_000);
  }

  @Test
  void launcher_thatIsCutShort_isWrittenAnew() throws Exception {
    Path program = script(folder.resolve("unpacked"), "true");
    Path first = FfmpegBundle.launcher(program);
    String whole = Files.readString(first);
    Files.writeString(first, "#!/bin/sh\n");

    assertThat(FfmpegBundle.launcher(program)).isEqualTo(first).isExecutable();
    assertThat(first).hasContent(whole);
    try (Stream<Path> files = Files.list(program.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(first, program);
    }
  }

  private static Path script(Path folder, String body) throws IOException {
    Path program = Files.createDirectories(folder).resolve("ffmpeg");
    Files.writeString(program, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<String> loadedBy(long pid) throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
      return maps.filter(line -> line.contains(".so"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .toList();
    }
  }
}
