package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.release.Channels;
import io.streamsync.release.Guide;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.store.FolderStore;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseGuideTest {
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void partsOfChannels_areJoinedInOrderOfName_andSweptAway() throws IOException {
    JobSettings job =
        new JobSettings(
            folder.resolve("input").toString(),
            folder.resolve("site").toString(),
            folder.resolve("ledger").toString(),
            folder.resolve("work").toString(),
            /* ffmpeg= */ "",
            /* encodes= */ 1,
            "run",
            Secret.FIRST,
            Ladder.laptop("test"));
    ObjectStore site = new FolderStore(folder.resolve("site"));
    ObjectStore ledger = new FolderStore(folder.resolve("ledger"));
    for (String channel : List.of("news", "main")) {
      ledger.put(RunPaths.guide("run", DAY, channel), programme(channel));
    }
    Channels channels =
        new Channels(
            1, List.of(new Channels.Channel("main", "Main"), new Channels.Channel("news", "News")));

    new ReleaseGuide(job, DAY).write("r", channels);

    String main = new String(programme("main"), StandardCharsets.UTF_8);
    String news = new String(programme("news"), StandardCharsets.UTF_8);
    assertThat(new String(site.get(SitePaths.guide("r")), StandardCharsets.UTF_8))
        .endsWith("</channel>" + main + news + "\n</tv>\n");
    assertThat(site.head(SitePaths.guideChannels("r"))).isPresent();
    assertThat(ledger.list("")).isEmpty();
  }

  private static byte[] programme(String channel) throws IOException {
    Guide.Airing airing =
        new Guide.Airing(DAY.from(), DAY.from().plusSeconds(60), "A film", "poster.jpg");
    return Guide.programmes(channel, List.of(airing));
  }
}
