package io.streamsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts in files, small enough to be read in a review. */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String UPDATE = "golden.update";

  private Golden() {}

  /** Compares, or writes the file if the build runs with {@code -Dgolden.update=true}. */
  public static void assertMatches(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean(UPDATE)) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual)
        .as(
            "%s; if the change is meant, run the build with -D%s=true and review the difference",
            file, UPDATE)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }
}
