package io.streamsync.timeline;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.media.FrameRate;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.timeline.TimelinePlanner.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * A planned day as plain data, in units of 1/360,000 s: every frame on air and every millisecond is
 * a whole number of them, and they are not the unit that the planner counts in.
 *
 * @param shown programmes, in order
 * @param leftOut places of the fixed items that are not shown
 */
record PlainDay(List<Shown> shown, List<Integer> leftOut) {
  static final long PER_SECOND = 360_000;
  static final long PER_MILLI = PER_SECOND / 1000;

  /** One programme. */
  record Shown(boolean slate, long start, long end, List<Piece> pieces) {
    String key() {
      return pieces.get(0).key;
    }

    int segments() {
      return pieces.stream().mapToInt(Piece::count).sum();
    }
  }

  /** Segments of one video that follow each other. */
  record Piece(String key, int first, int count) {}

  static PlainDay of(Plan plan) {
    List<Shown> shown = new ArrayList<>();
    for (Programme programme : plan.timeline().programmes()) {
      List<Piece> pieces =
          programme.parts().stream()
              .map(part -> new Piece(part.video().key(), part.first(), part.segments()))
              .toList();
      shown.add(
          new Shown(
              programme.kind() == Kind.SLATE,
              exactHalf(programme.startTicks()),
              exactHalf(programme.endTicks()),
              pieces));
    }
    return new PlainDay(
        shown, plan.leftOut().stream().map(out -> Math.toIntExact(out.item().line())).toList());
  }

  private static long exactHalf(long ticks) {
    if (ticks % 2 != 0) {
      throw new AssertionError(ticks + " ticks are no whole number of frames and milliseconds");
    }
    return ticks / 2;
  }

  /** Length of one segment. */
  static long units(CatalogueEntry entry, int segment) {
    FrameRate rate = entry.video().frameRate();
    return entry.video().segmentFrames().get(segment)
        * (PER_SECOND * rate.denominator() / rate.numerator());
  }

  /** Length of a whole video. */
  static long units(CatalogueEntry entry) {
    long sum = 0;
    for (int i = 0; i < entry.video().segmentFrames().size(); i++) {
      sum += units(entry, i);
    }
    return sum;
  }

  static long dayUnits(DayWish wish) {
    return (wish.day().to().getEpochSecond() - wish.day().from().getEpochSecond()) * PER_SECOND;
  }
}
