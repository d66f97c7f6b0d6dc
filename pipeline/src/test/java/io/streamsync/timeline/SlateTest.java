package io.streamsync.timeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.TestSlate;
import io.streamsync.media.FrameRate;
import io.streamsync.playlist.AiredVideo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlateTest {
  private static final AiredVideo VIDEO = TestSlate.VIDEO.aired();
  private static final AiredVideo RULER = TestSlate.RULER.aired();

  private static AiredVideo video(int framesASecond, List<Integer> segmentFrames) {
    return new AiredVideo("k", "slate", "Slate", new FrameRate(framesASecond, 1), segmentFrames);
  }

  /** The ruler with one of its segments so many frames longer. */
  private static AiredVideo ruler(int segment, int longerFrames) {
    List<Integer> frames = new ArrayList<>(TestSlate.RULER.video().segmentFrames());
    frames.set(segment, frames.get(segment) + longerFrames);
    return video(50, frames);
  }

  @Test
  void ruler_withASegmentOfAnotherLength_isRefused() {
    assertThatCode(() -> new Slate(VIDEO, RULER)).doesNotThrowAnyException();
    for (int segment : List.of(0, 100, 200)) {
      assertThatThrownBy(() -> new Slate(VIDEO, ruler(segment, 1)))
          .hasMessageContaining("segment " + segment + " of the ruler");
    }
    assertThatThrownBy(() -> new Slate(VIDEO, video(50, List.of(25, 26))))
        .hasMessageContaining("201 segments, was 2");
  }

  @Test
  void video_withSegmentsThatCannotBeFilledBetween_isRefused() {
    assertThatThrownBy(() -> new Slate(video(25, List.of(100, 100, 99)), RULER))
        .hasMessageContaining("more than one length");
    assertThatThrownBy(() -> new Slate(video(25, Collections.nCopies(3, 101)), RULER))
        .hasMessageContaining("longer than the ruler");
  }
}
