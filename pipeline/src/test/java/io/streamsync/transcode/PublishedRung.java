package io.streamsync.transcode;

import io.streamsync.release.SitePaths;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegException;
import io.streamsync.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A rung as a player gets it: the init segment, and media segments one by one. */
record PublishedRung(ObjectStore site, String videoKey, String rung, int segments) {

  /** Frames of each segment, read from its own boxes. */
  List<Integer> frames(Path folder) throws IOException {
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      frames.add(segment(i, folder).samples().size());
    }
    return frames;
  }

  /** One segment behind the init segment, without the others. */
  FragmentedTrack segment(int index, Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(site.get(SitePaths.init(videoKey, rung)));
    bytes.write(site.get(SitePaths.segment(videoKey, rung, index)));
    return FragmentedTrackReader.read(Files.write(folder.resolve("one.mp4"), bytes.toByteArray()));
  }

  /** Init segment and all media segments in one file. */
  Path joined(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(site.get(SitePaths.init(videoKey, rung)));
    for (int i = 0; i < segments; i++) {
      bytes.write(site.get(SitePaths.segment(videoKey, rung, i)));
    }
    return Files.write(folder.resolve("joined-" + rung + ".mp4"), bytes.toByteArray());
  }

  /** Lets ffmpeg decode all segments, failing at the first flaw; in microseconds. */
  long decodedMicros(Ffmpeg ffmpeg, Path folder)
      throws IOException, FfmpegException, InterruptedException {
    AtomicLong micros = new AtomicLong();
    ffmpeg.encode(
        joined(folder),
        0,
        List.of("-xerror", "-f", "null", "-"),
        TestClips.LIMITS,
        point -> micros.set(point.micros()));
    return micros.get();
  }
}
