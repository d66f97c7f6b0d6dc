package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.media.Ticks;
import io.streamsync.source.RejectCode;
import io.streamsync.transcode.SegmentPlan.Range;
import java.util.List;
import java.util.Locale;

/**
 * Holds what came out against the plan, frame by frame, before any of it is published: the same
 * count in every rung, times without a gap from 0, and a place to start at every boundary.
 */
final class TrackCheck {
  private final String rung;
  private final FragmentedTrack track;
  private final SegmentPlan plan;

  TrackCheck(String rung, FragmentedTrack track, SegmentPlan plan) {
    this.rung = rung;
    this.track = track;
    this.plan = plan;
  }

  void video() throws TranscodeException {
    int frame = Math.toIntExact(track.timescale() * (long) plan.rate().denominator());
    require(frame % plan.rate().numerator() == 0, "a frame is not whole in its timescale");
    contiguous(plan.totalFrames(), frame / plan.rate().numerator());
    starts(plan.segments());
    if (plan.endsAnywhere()) {
      decodeOrder();
    }
    keyFrames();
  }

  void audio() throws TranscodeException {
    require(
        track.timescale() == SegmentPlan.AUDIO_SAMPLES_PER_SECOND,
        "sound is at " + track.timescale() + " Hz");
    contiguous(plan.totalAudioFrames(), SegmentPlan.AUDIO_FRAME_SAMPLES);
    starts(plan.audioSegments());
  }

  private void contiguous(int count, int duration) throws TranscodeException {
    List<Sample> samples = track.samples();
    require(!track.hasEditList(), "there is an edit list");
    require(samples.size() == count, shortage(samples.size(), count));
    for (int i = 0; i < count; i++) {
      Sample sample = samples.get(i);
      if (sample.decodeTime() != (long) i * duration || sample.duration() != duration) {
        throw failure(
            "frame " + i + " is at " + sample.decodeTime() + ", lasting " + sample.duration());
      }
    }
  }

  private String shortage(int found, int planned) {
    if (found > planned) {
      return found
          + " frames came out instead of "
          + planned
          + ": the size, colours or channels of the source seem to change midway";
    }
    double seconds = (double) plan.durationTicks() / Ticks.PER_SECOND;
    return String.format(
        Locale.ROOT,
        "the file should last %.3f s, but %.3f s could be decoded (%d of %d frames)",
        seconds,
        seconds * found / planned,
        found,
        planned);
  }

  /** A segment starts with a sync sample, and shows nothing from before its start. */
  private void starts(List<Range> segments) throws TranscodeException {
    for (int segment = 0; segment < segments.size(); segment++) {
      Range range = segments.get(segment);
      List<Sample> samples = track.samples().subList(range.start(), range.end());
      Sample first = samples.get(0);
      require(first.sync(), "segment " + segment + " does not start with a key frame");
      long earliest = samples.stream().mapToLong(Sample::presentationTime).min().orElseThrow();
      require(
          first.compositionOffset() == 0 && earliest == first.decodeTime(),
          "segment " + segment + " shows a frame at " + earliest);
    }
  }

  /** Each frame is shown when it is decoded, so that the next one is not missed. */
  private void decodeOrder() throws TranscodeException {
    for (Sample sample : track.samples()) {
      require(
          sample.compositionOffset() == 0,
          "a frame at " + sample.decodeTime() + " is shown in another order");
    }
  }

  private void keyFrames() throws TranscodeException {
    int sinceKey = 0;
    for (Sample sample : track.samples()) {
      sinceKey = sample.sync() ? 1 : sinceKey + 1;
      require(
          sinceKey <= plan.keyFrameInterval(),
          "no key frame for more than " + Ladder.KEY_FRAME_SECONDS + " s");
    }
  }

  private void require(boolean holds, String otherwise) throws TranscodeException {
    if (!holds) {
      throw failure(otherwise);
    }
  }

  private TranscodeException failure(String reason) {
    return new TranscodeException(RejectCode.ENCODE_FAILED, rung + ": " + reason);
  }
}
