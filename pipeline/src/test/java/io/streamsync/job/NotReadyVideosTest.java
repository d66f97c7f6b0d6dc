package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.FolderStore;
import io.streamsync.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotReadyVideosTest {
  private final ObjectStore ledger;

  NotReadyVideosTest(@TempDir Path folder) {
    ledger = new FolderStore(folder);
  }

  private void putRejects(String run, String stage, String part, Reject... rejects)
      throws Exception {
    ledger.put(RunPaths.rejects(run, stage, part), StageOutputs.rejectLines(List.of(rejects)));
  }

  private static Reject notReady(String path) {
    return Reject.ofFile(RejectCode.NOT_READY, path, "there was no time");
  }

  @Test
  void idsNotReady_areThoseOfYoungFilesAndOfTheRunsOwnStages() throws Exception {
    putRejects("run", "videos", "00", notReady("videos/changed.mp4"));
    putRejects(
        "run",
        "encodes",
        "07",
        notReady("videos/deep/er/v1.2.mkv"),
        Reject.ofFile(RejectCode.NO_PICTURE, "videos/song.mp3", "it has only sound"));
    putRejects("run", "encodes", "11", notReady("videos/bare"));
    putRejects("run", "2026-11-20", "00", notReady("sequences/young.jsonl"));
    putRejects("other", "videos", "00", notReady("videos/other.mp4"));

    NotReadyVideos found =
        NotReadyVideos.of(List.of("videos/young.mov"), ledger, "run", List.of("videos", "encodes"));

    assertThat(found.ids()).containsExactly("bare", "changed", "v1.2", "young");
    assertThat(NotReadyVideos.read(found.write())).isEqualTo(found);
  }

  @Test
  void runWithoutAny_writesAndReadsNone() throws Exception {
    NotReadyVideos none = NotReadyVideos.of(List.of(), ledger, "run", List.of("videos"));

    assertThat(NotReadyVideos.read(none.write()).ids()).isEmpty();
  }
}
