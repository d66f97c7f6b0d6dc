package io.streamsync.timeline;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.pack.PackWriter;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.sequence.FixedItem;
import io.streamsync.time.BroadcastDay;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one viewer's day costs a night, without Beam and without the store: about 600 programmes of
 * 20 videos, three of them fixed. Each method includes the one before it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ViewerDayBenchmark {
  private static final int BUCKET_SECONDS = 600;

  private final BroadcastDay day = new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneOffset.UTC);
  private final Slate slate = new Slate(TestSlate.VIDEO.aired(), TestSlate.RULER.aired());
  private final List<AiredVideo> loop = loop();
  private final List<FixedItem> fixed = List.of(at("08:00", 8), at("12:30", 12), at("20:00", 20));

  private static List<AiredVideo> loop() {
    List<AiredVideo> videos = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FrameRate rate = FrameRate.AIRED.get(i % FrameRate.AIRED.size());
      int frames = (int) ((120 + 2.5 * i) * rate.framesPerSecond());
      CatalogueEntry entry = TestVideos.entry("clip-" + i, rate, frames);
      videos.add(entry.aired());
    }
    return videos;
  }

  private FixedItem at(String time, int hour) {
    long ticks = LocalTime.parse(time).toSecondOfDay() * Ticks.PER_SECOND;
    return new FixedItem(ticks, loop.get(hour % loop.size()), "bench.jsonl", 1);
  }

  @Benchmark
  public DayTimeline plan() {
    return TimelinePlanner.plan(day, loop, fixed, slate).timeline();
  }

  @Benchmark
  public List<byte[]> planAndPlaylists() {
    return BucketPlaylistWriter.write(plan(), BUCKET_SECONDS);
  }

  @Benchmark
  public byte[] planPlaylistsAndPack() {
    return PackWriter.write(planAndPlaylists());
  }
}
