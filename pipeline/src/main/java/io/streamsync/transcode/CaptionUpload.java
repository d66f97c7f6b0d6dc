package io.streamsync.transcode;

import io.streamsync.captions.CaptionSegments;
import io.streamsync.captions.CaptionTrack;
import io.streamsync.captions.Cue;
import io.streamsync.media.FrameRate;
import io.streamsync.release.SitePaths;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stores captions in segments beside those of their video. Segments are written in order: where the
 * last one is, all are.
 */
public final class CaptionUpload {
  private static final byte[] EMPTY = "WEBVTT\n\n".getBytes(StandardCharsets.US_ASCII);

  private final ObjectStore site;

  public CaptionUpload(ObjectStore site) {
    this.site = site;
  }

  /**
   * @param rate of the video
   * @param segmentFrames frames of each of its segments
   * @return the track, which is in the store completely
   */
  public CaptionTrack upload(
      String videoKey, FrameRate rate, List<Integer> segmentFrames, String language, List<Cue> cues)
      throws IOException {
    CaptionTrack track = CaptionTrack.of(language, cues);
    int last = segmentFrames.size() - 1;
    if (site.head(SitePaths.captionSegment(videoKey, track, last)).isEmpty()) {
      putEmpty();
      List<String> segments = CaptionSegments.cut(cues, rate, segmentFrames);
      for (int i = 0; i <= last; i++) {
        site.put(
            SitePaths.captionSegment(videoKey, track, i),
            segments.get(i).getBytes(StandardCharsets.UTF_8));
      }
    }
    return track;
  }

  /** What players read where other videos of a release have no captions. */
  private void putEmpty() throws IOException {
    if (site.head(SitePaths.EMPTY_CAPTIONS).isEmpty()) {
      site.put(SitePaths.EMPTY_CAPTIONS, EMPTY);
    }
  }
}
