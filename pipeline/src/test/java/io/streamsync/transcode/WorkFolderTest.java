package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkFolderTest {
  @Test
  void copyThatTheDiskHasNoRoomFor_isTooLarge(@TempDir Path parent) throws Exception {
    WorkFolder work = WorkFolder.open(parent);

    work.requireSpace(1);
    assertThatThrownBy(() -> work.requireSpace(work.usableBytes()))
        .isInstanceOf(TooLittleSpaceException.class)
        .hasMessageContaining(work.toString());
  }

  @Test
  void leftOvers_ofADeadRun_areSwept(@TempDir Path parent) throws Exception {
    Files.createFile(parent.resolve("run-1.lock"));
    Path encode = Files.createDirectories(parent.resolve("run-1").resolve("key-1"));
    Files.writeString(encode.resolve("v240.mp4"), "half a video");

    WorkFolder work = WorkFolder.open(parent);

    assertThat(parent.resolve("run-1")).doesNotExist();
    assertThat(parent.resolve("run-1.lock")).doesNotExist();
    assertThat(Path.of(work.toString())).isEmptyDirectory();
  }

  @Test
  void folder_ofALivingRun_isLeftAlone(@TempDir Path parent) throws Exception {
    WorkFolder living = WorkFolder.open(parent);
    Path encode = living.newFolder("key");

    WorkFolder.open(parent);

    assertThat(encode).exists();
  }

  @Test
  void folder_ofAnotherLivingProcess_isLeftAlone(@TempDir Path parent) throws Exception {
    Process other = OtherRun.start(parent);
    try {
      Path folder = Path.of(other.inputReader().readLine());

      WorkFolder.open(parent);
      assertThat(folder).exists();

      other.destroyForcibly().waitFor();
      WorkFolder.open(parent);
      assertThat(folder).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  /** A run in a process of its own, which holds its folder until it is killed. */
  static final class OtherRun {
    private OtherRun() {}

    static Process start(Path parent) throws Exception {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              OtherRun.class.getName(),
              parent.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    public static void main(String[] arguments) throws Exception {
      System.out.println(WorkFolder.open(Path.of(arguments[0])).newFolder("key"));
      System.in.read();
    }
  }
}
