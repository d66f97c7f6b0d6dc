package io.streamsync.timeline;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.timeline.DayWish.Fixed;
import io.streamsync.timeline.PlainDay.Piece;
import io.streamsync.timeline.PlainDay.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A day laid out by the words of the laws, one segment after the other, sharing no code with the
 * planner. A fixed item that has to go is taken out of the wish, and all is laid out again.
 */
final class OracleDay {
  private static final long IGNORED = PlainDay.PER_SECOND * 20 / 1000;
  private static final long SHORTEST_SLATE = PlainDay.PER_SECOND / 2;
  private static final int FIXED = -1;

  /** A segment on air; {@code item} counts those of the loop within a stretch. */
  private record Laid(int item, CatalogueEntry entry, int segment) {
    long units() {
      return PlainDay.units(entry, segment);
    }
  }

  private final DayWish wish;
  private final List<Shown> shown = new ArrayList<>();
  private long now;
  private int next;

  private OracleDay(DayWish wish) {
    this.wish = wish;
  }

  static PlainDay of(DayWish wish) {
    Set<Integer> leftOut = new TreeSet<>();
    while (true) {
      OracleDay day = new OracleDay(wish);
      int inTheWay = day.layOut(leftOut);
      if (inTheWay < 0) {
        return new PlainDay(day.shown, List.copyOf(leftOut));
      }
      leftOut.add(inTheWay);
    }
  }

  /** The place of a fixed item that has to go, or -1. */
  private int layOut(Set<Integer> leftOut) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < wish.fixed().size(); i++) {
      if (!leftOut.contains(i)) {
        kept.add(i);
      }
    }
    for (int i = -1; i < kept.size(); i++) {
      long boundary = i + 1 < kept.size() ? nominal(wish.fixed().get(kept.get(i + 1))) : dayUnits();
      List<Laid> laid = stretch(i < 0 ? null : wish.fixed().get(kept.get(i)), boundary);
      if (i >= 0 && (laid.isEmpty() || laid.get(0).item != FIXED)) {
        return kept.get(Math.min(i + 1, kept.size() - 1)); // the day's end cannot give way
      }
      show(laid);
      if (boundary - now > IGNORED) {
        showSlate(boundary - now);
      }
    }
    return -1;
  }

  private static long nominal(Fixed item) {
    return item.startMillis() * PlainDay.PER_MILLI;
  }

  private long dayUnits() {
    return PlainDay.dayUnits(wish);
  }

  /** The whole segments that end before the day does, if the item starts when it should. */
  private List<Laid> fixed(Fixed item) {
    List<Laid> laid = new ArrayList<>();
    long end = nominal(item);
    for (int i = 0; i < item.entry().video().segmentFrames().size(); i++) {
      end += PlainDay.units(item.entry(), i);
      if (end <= dayUnits()) {
        laid.add(new Laid(FIXED, item.entry(), i));
      }
    }
    return laid;
  }

  /** What is shown until a boundary, without slate. */
  private List<Laid> stretch(@Nullable Fixed fixed, long boundary) {
    List<Laid> laid = new ArrayList<>(fixed == null ? List.of() : fixed(fixed));
    long hole = boundary - now - sum(laid);
    boolean fits = fixed == null || sum(laid) == PlainDay.units(fixed.entry());
    for (int item = 0; fits && !wish.loop().isEmpty(); item++) {
      CatalogueEntry entry = wish.loop().get((next + item) % wish.loop().size());
      for (int i = 0; fits && i < entry.video().segmentFrames().size(); i++) {
        Laid segment = new Laid(item, entry, i);
        fits = segment.units() <= hole;
        if (fits) {
          laid.add(segment);
          hole -= segment.units();
        }
      }
    }
    while (hole > IGNORED && hole < SHORTEST_SLATE && !laid.isEmpty()) {
      hole += laid.remove(laid.size() - 1).units();
    }
    return laid;
  }

  private static long sum(List<Laid> laid) {
    return laid.stream().mapToLong(Laid::units).sum();
  }

  private void show(List<Laid> laid) {
    int begun = 0;
    for (int from = 0; from < laid.size(); ) {
      int to = from;
      while (to < laid.size() && laid.get(to).item == laid.get(from).item) {
        to++;
      }
      begun += laid.get(from).item == FIXED ? 0 : 1;
      List<Laid> programme = laid.subList(from, to);
      Piece piece = new Piece(programme.get(0).entry.videoKey(), 0, programme.size());
      show(false, sum(programme), List.of(piece));
      from = to;
    }
    next += begun;
  }

  private void show(boolean slate, long units, List<Piece> pieces) {
    shown.add(new Shown(slate, now, now + units, pieces));
    now += units;
  }

  private void showSlate(long hole) {
    List<Piece> pieces = new ArrayList<>();
    long left = hole;
    int segment = 0;
    int video = TestSlate.VIDEO.video().segmentFrames().size();
    while (left - PlainDay.units(TestSlate.VIDEO, segment % video) >= SHORTEST_SLATE) {
      left -= PlainDay.units(TestSlate.VIDEO, segment % video);
      segment++;
    }
    for (int aired = 0; aired < segment; aired += video) {
      pieces.add(new Piece(TestSlate.VIDEO.videoKey(), 0, Math.min(video, segment - aired)));
    }
    int nearest = nearest(left);
    pieces.add(new Piece(TestSlate.RULER.videoKey(), nearest, 1));
    show(true, hole - left + PlainDay.units(TestSlate.RULER, nearest), pieces);
  }

  /** Of two that are as near, the longer. */
  private static int nearest(long length) {
    int nearest = 0;
    for (int i = 0; i < TestSlate.RULER.video().segmentFrames().size(); i++) {
      if (distance(i, length) <= distance(nearest, length)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static long distance(int ruler, long length) {
    return Math.abs(PlainDay.units(TestSlate.RULER, ruler) - length);
  }
}
