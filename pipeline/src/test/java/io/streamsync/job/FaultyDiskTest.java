package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.streamsync.command.ExitCodes;
import io.streamsync.store.FolderStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose site or ledger lies on a disk that is full. */
@Timeout(300)
class FaultyDiskTest {
  private static final int LEFT_BYTES = 20_000;

  @TempDir Path folder;

  @AfterEach
  void unmount() throws Exception {
    for (String name : List.of("site", "ledger")) {
      run("umount", folder.resolve(name).toString());
    }
  }

  /** Only root may mount; where nobody may, the test is aborted and says so. */
  private Path disk(String name) throws Exception {
    Path disk = Files.createDirectory(folder.resolve(name));
    int exit = run("mount", "-t", "tmpfs", "-o", "size=64m", "streamsync-test", disk.toString());
    assumeThat(exit).as("exit code of mount: a small disk cannot be made here").isZero();
    return disk;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void night_onAFullDisk_failsAndNamesIt_changesNothingOnAir_andCompletesOnceThereIsRoom()
      throws Exception {
    Path siteDisk = disk("site");
    Path ledgerDisk = disk("ledger");
    TinyNight night =
        TinyNight.on(
                new FolderStore(folder.resolve("input")),
                new FolderStore(siteDisk.resolve("files")),
                new FolderStore(ledgerDisk.resolve("files")))
            .withSlate();
    night.putClip("red", "red");
    night.putSequences(TinyNight.record("u1", "red"));
    night.run();
    byte[] live = night.site().get("live.json");
    night.putSequences(TinyNight.record("u2", "red"));

    for (Path disk : List.of(ledgerDisk, siteDisk)) {
      Path ballast = fill(disk);
      TinyNight.Outcome outcome = night.command();

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.FAILED);
      assertThat(outcome.err()).contains(disk + "/", "No space left on device");
      assertThat(night.site().get("live.json")).isEqualTo(live);
      night.wholeOnAir();
      Files.delete(ballast);
    }
    assertThat(night.command().exitCode()).isEqualTo(ExitCodes.DONE);
    night.wholeOnAir();
    assertThat(night.site().get("live.json")).isNotEqualTo(live);
  }

  /** Until hardly anything can be written any more. */
  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      byte[] block = new byte[4096];
      while (Files.getFileStore(disk).getUsableSpace() > LEFT_BYTES) {
        file.write(block);
      }
    }
    return ballast;
  }
}
