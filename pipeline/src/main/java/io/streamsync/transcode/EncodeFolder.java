package io.streamsync.transcode;

import io.streamsync.media.Rung;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Where ffmpeg writes while one video is encoded; closing deletes it. */
final class EncodeFolder implements AutoCloseable {
  private final DiskSpace.Reservation space;
  private final Path path;

  /**
   * @param space that ends with this folder
   */
  EncodeFolder(WorkFolder work, String videoKey, DiskSpace.Reservation space) throws IOException {
    this.space = space;
    this.path = work.newFolder(videoKey);
  }

  Path path() {
    return path;
  }

  Path resolve(String file) {
    return path.resolve(file);
  }

  /** The file of a rung, its samples listed and held against the plan. */
  FragmentedTrack checkedTrack(String rung, SegmentPlan plan)
      throws IOException, TranscodeException {
    Path file = EncodeCommand.file(path, rung);
    FragmentedTrack track = FragmentedTrackReader.read(file);
    TrackCheck check = new TrackCheck(rung, track, plan);
    if (rung.equals(Rung.AUDIO)) {
      check.audio();
      return track;
    }
    check.video();
    try (FileChannel channel = FileChannel.open(file)) {
      new KeyFrameCheck(rung, channel).check(track);
    }
    return track;
  }

  @Override
  public void close() throws IOException {
    try {
      WorkFolder.delete(path);
    } finally {
      space.close();
    }
  }
}
