package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Holds {@code REJECTS.md} to the codes that reports contain. */
class RejectsPageTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("REJECTS.md"))).results().toList();
  }

  @Test
  void page_listsEveryCodeOnce_withItsHint() throws IOException {
    Tuple[] codes =
        Arrays.stream(RejectCode.values())
            .map(code -> tuple(code.name(), code.hint()))
            .toArray(Tuple[]::new);

    assertThat(rows())
        .extracting(row -> row.group(1), row -> row.group(3))
        .containsExactlyInAnyOrder(codes);
  }
}
