package io.streamsync.timeline;

import io.streamsync.catalogue.SlateEntries;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.playlist.Programme.Part;
import io.streamsync.sequence.FixedItem;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a sequence into a day: fixed items at their starts, between them the loop's items back to
 * back, over and over, and slate in what no whole segment fills. The day is tiled exactly.
 */
public final class TimelinePlanner {
  /** A hole up to this stays: what follows starts so much early, and no eye sees it. */
  private static final long IGNORED_TICKS = Ticks.PER_SECOND / 50;

  private final List<AiredVideo> loop;
  private final Slate slate;
  private final long dayTicks;
  private final List<Programme> programmes = new ArrayList<>();
  private final List<TooClose> leftOut = new ArrayList<>();

  private long position;

  /** The loop's item that is next. */
  private int next;

  /**
   * A planned day.
   *
   * @param leftOut fixed items that leave too little for slate, in order
   */
  public record Plan(DayTimeline timeline, List<TooClose> leftOut) {}

  /**
   * A fixed item that is left out: it, or the one before it, would have to give up its only segment
   * for slate.
   *
   * @param before the earlier item that it comes too close after; none if the day's end comes too
   *     close after the item itself
   */
  public record TooClose(FixedItem item, Optional<FixedItem> before) {}

  /**
   * Where the day stood before the boundary of a fixed item was planned.
   *
   * @param last may since have given up segments
   */
  private record Mark(int programmes, @Nullable Programme last, int next) {}

  private TimelinePlanner(List<AiredVideo> loop, Slate slate, long dayTicks) {
    this.loop = loop;
    this.slate = slate;
    this.dayTicks = dayTicks;
  }

  /**
   * Plans a day.
   *
   * @param loop videos of half a second at least; may be empty: then all that is not fixed is slate
   * @param fixed in order of time, each with a whole segment before the day's end, none running
   *     into the next
   */
  public static Plan plan(
      BroadcastDay day, List<AiredVideo> loop, List<FixedItem> fixed, Slate slate) {
    long dayTicks = Ticks.of(Duration.between(day.from(), day.to()));
    TimelinePlanner planner = new TimelinePlanner(loop, slate, dayTicks);
    planner.run(fixed);
    return new Plan(
        new DayTimeline(day.from(), day.to(), planner.programmes), List.copyOf(planner.leftOut));
  }

  /** Whether an item stays depends on the day's end and on earlier ones that stay, on no other. */
  private void run(List<FixedItem> fixed) {
    Optional<FixedItem> before = Optional.empty();
    for (FixedItem item : fixed) {
      if (before.isPresent() && isInTheWay(last(), item.startTicks())) {
        leftOut.add(new TooClose(item, before));
        continue;
      }
      Mark mark = new Mark(programmes.size(), programmes.isEmpty() ? null : last(), next);
      fillTo(item.startTicks());
      air(item);
      if (isInTheWay(last(), dayTicks)) {
        leftOut.add(new TooClose(item, Optional.empty()));
        goBackTo(mark);
      } else {
        before = Optional.of(item);
      }
    }
    fillTo(dayTicks);
  }

  private void air(FixedItem item) {
    int segments = item.video().segmentsWithin(dayTicks - item.startTicks());
    if (segments == 0) {
      throw new IllegalArgumentException(
          item.file() + " line " + item.line() + ": no whole segment before the day's end");
    }
    add(new Programme(position, item.video(), segments));
  }

  private void goBackTo(Mark mark) {
    programmes.subList(Math.max(0, mark.programmes() - 1), programmes.size()).clear();
    position = 0;
    if (mark.last() != null) {
      add(mark.last());
    }
    next = mark.next();
  }

  /** Whether too little for slate would be left even if a programme kept one segment only. */
  private static boolean isInTheWay(Programme programme, long boundary) {
    long first = programme.startTicks() + programme.video().startTicks(1);
    return isTooShort(boundary - programme.endTicks()) && isTooShort(boundary - first);
  }

  private void fillTo(long boundary) {
    if (!isCut()) {
      loopTo(boundary);
    }
    while (isTooShort(boundary - position)) {
      giveUpLastSegment(); // one is enough, unless it is shorter than half a second
    }
    long hole = boundary - position;
    if (hole > IGNORED_TICKS) {
      add(new Programme(position, Kind.SLATE, slate.fill(hole)));
    }
  }

  /** Whether the day's end cuts a fixed item: the rest is for slate. */
  private boolean isCut() {
    return !programmes.isEmpty() && last().segments() < last().video().segments();
  }

  private Programme last() {
    return programmes.get(programmes.size() - 1);
  }

  /** An item that is cut is over; one that would not play at all waits for the next gap. */
  private void loopTo(long boundary) {
    while (!loop.isEmpty()) {
      AiredVideo video = loop.get(next);
      int segments = video.segmentsWithin(boundary - position);
      if (segments == 0) {
        return;
      }
      add(new Programme(position, video, segments));
      next = (next + 1) % loop.size();
      if (segments < video.segments()) {
        return;
      }
    }
  }

  /** For slate, and too long to be left. */
  private static boolean isTooShort(long hole) {
    return hole > IGNORED_TICKS && hole < SlateEntries.SHORTEST_TICKS;
  }

  private void giveUpLastSegment() {
    Programme last = programmes.remove(programmes.size() - 1);
    position = last.startTicks();
    Part part = last.parts().get(last.parts().size() - 1);
    if (part.segments() > 1) {
      add(new Programme(position, part.video(), part.segments() - 1));
    } else {
      next = Math.floorMod(next - 1, loop.size());
    }
  }

  private void add(Programme programme) {
    programmes.add(programme);
    position = programme.endTicks();
  }
}
