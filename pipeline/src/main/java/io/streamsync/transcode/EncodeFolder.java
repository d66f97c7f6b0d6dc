package io.streamsync.transcode;

import io.streamsync.media.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where ffmpeg writes while one video is encoded; closing deletes it. */
final class EncodeFolder implements AutoCloseable {
  private final Path path;

  private EncodeFolder(Path path) {
    this.path = path;
  }

  /** A new one; the key in its name tells an operator whose left-over it is. */
  static EncodeFolder create(Path parent, String videoKey) throws IOException {
    Files.createDirectories(parent);
    return new EncodeFolder(Files.createTempDirectory(parent, videoKey + "-"));
  }

  Path path() {
    return path;
  }

  /** The file of a rung, its samples listed and held against the plan. */
  FragmentedTrack checkedTrack(String rung, SegmentPlan plan)
      throws IOException, TranscodeException {
    FragmentedTrack track = FragmentedTrackReader.read(EncodeCommand.file(path, rung));
    TrackCheck check = new TrackCheck(rung, track, plan);
    if (rung.equals(Rung.AUDIO)) {
      check.audio();
    } else {
      check.video();
    }
    return track;
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
