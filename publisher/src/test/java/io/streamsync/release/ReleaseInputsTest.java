package io.streamsync.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseInputsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final List<String> SEQUENCES = List.of("a.jsonl 11", "b.jsonl 22");
  private static final List<String> CATALOGUE = List.of("x kx X", "y ky Y");
  private static final ReleaseInputs INPUTS =
      new ReleaseInputs("0.1.0", DAY, ZONE, 600, "gzip6", "l", "none", 1, SEQUENCES, CATALOGUE);

  @Test
  void releaseId_ofInputs_isTheDayAndAHash() {
    assertThat(INPUTS.releaseId()).matches("20261120-[a-z2-7]{13}");
  }

  @Test
  void releaseId_sameInputs_staysTheSameThroughVersionsOfThisProgram() {
    // printf 'format 1\nbuild 0.1.0\n…\nx kx X\ny ky Y\n' | sha256sum | xxd -r -p | base32
    assertThat(INPUTS.releaseId()).isEqualTo("20261120-fkkiemhivccpo");
  }

  @Test
  void releaseId_otherOrderOfFilesAndVideos_isTheSame() {
    ReleaseInputs shuffled =
        new ReleaseInputs(
            "0.1.0",
            DAY,
            ZONE,
            600,
            "gzip6",
            "l",
            "none",
            1,
            List.of("b.jsonl 22", "a.jsonl 11"),
            List.of("y ky Y", "x kx X"));
    assertThat(shuffled.releaseId()).isEqualTo(INPUTS.releaseId());
    assertThat(shuffled).isEqualTo(INPUTS);
  }

  @Test
  void releaseId_anySingleFieldOther_isAnother() {
    List<String> s = SEQUENCES;
    List<String> c = CATALOGUE;
    List<ReleaseInputs> others =
        List.of(
            new ReleaseInputs("0.1.1", DAY, ZONE, 600, "gzip6", "l", "none", 1, s, c),
            new ReleaseInputs("0.1.0", DAY.plusDays(1), ZONE, 600, "gzip6", "l", "none", 1, s, c),
            new ReleaseInputs(
                "0.1.0", DAY, ZoneId.of("Europe/Berlin"), 600, "gzip6", "l", "none", 1, s, c),
            new ReleaseInputs("0.1.0", DAY, ZONE, 60, "gzip6", "l", "none", 1, s, c),
            new ReleaseInputs("0.1.0", DAY, ZONE, 600, "gzip9", "l", "none", 1, s, c),
            new ReleaseInputs("0.1.0", DAY, ZONE, 600, "gzip6", "m", "none", 1, s, c),
            new ReleaseInputs("0.1.0", DAY, ZONE, 600, "gzip6", "l", "blue", 1, s, c),
            new ReleaseInputs("0.1.0", DAY, ZONE, 600, "gzip6", "l", "none", 2, s, c),
            with(List.of("a.jsonl 11", "b.jsonl 23"), c),
            with(List.of("a.jsonl 11", "c.jsonl 22"), c),
            with(List.of("a.jsonl 11"), c),
            with(s, List.of("x kx X", "y ky Z")),
            with(s, List.of("x kx X", "y kz Y")),
            with(s, List.of("x kx X")),
            with(List.of("a.jsonl 11"), List.of("b.jsonl 22", "x kx X", "y ky Y")));
    assertThat(
            Stream.concat(Stream.of(INPUTS), others.stream()).map(i -> i.releaseId().substring(9)))
        .doesNotHaveDuplicates();
  }

  private static ReleaseInputs with(List<String> sequences, List<String> catalogue) {
    return new ReleaseInputs(
        "0.1.0", DAY, ZONE, 600, "gzip6", "l", "none", 1, sequences, catalogue);
  }
}
