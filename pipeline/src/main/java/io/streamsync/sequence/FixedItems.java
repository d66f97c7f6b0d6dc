package io.streamsync.sequence;

import io.streamsync.catalogue.SlateEntries;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The items of a record that have a start of their own, as far as a day has room for them. */
final class FixedItems {
  private final BroadcastDay day;
  private final long dayTicks;
  private final BiFunction<String, SequencePart, Optional<AiredVideo>> find;
  private final List<Reject> rejects;
  private final List<Timed> asked = new ArrayList<>();

  /** An item with its start in the words of its author. */
  private record Timed(FixedItem item, LocalTime at) {
    long endTicks() {
      return item.startTicks() + item.video().startTicks(item.video().segments());
    }
  }

  /**
   * @param find a video by its id, for a part that names it
   * @param rejects where items go that have no room
   */
  FixedItems(
      BroadcastDay day,
      BiFunction<String, SequencePart, Optional<AiredVideo>> find,
      List<Reject> rejects) {
    this.day = day;
    this.dayTicks = Ticks.of(Duration.between(day.from(), day.to()));
    this.find = find;
    this.rejects = rejects;
  }

  /** Takes an item, or rejects it where the day has no instant for it. */
  void add(FixedStart start, SequencePart part) {
    Optional<Instant> instant = day.at(start.at());
    if (instant.isEmpty()) {
      reject(RejectCode.START_IN_GAP, part, "clocks never show " + start.at() + " on " + day);
      return;
    }
    find.apply(start.video(), part)
        .ifPresent(video -> add(startTicks(instant.get()), video, start.at(), part));
  }

  private void add(long startTicks, AiredVideo video, LocalTime at, SequencePart part) {
    if (video.segmentsWithin(dayTicks - startTicks) < 1) {
      String reason = "no whole segment of '%s' fits between %s and the day's end";
      reject(RejectCode.START_TOO_LATE, part, reason.formatted(video.id(), at));
    } else {
      asked.add(new Timed(new FixedItem(startTicks, video, part.file(), part.line()), at));
    }
  }

  /** What would start earlier than slate can fill starts at once. */
  private long startTicks(Instant start) {
    long ticks = Ticks.of(Duration.between(day.from(), start));
    return ticks < SlateEntries.SHORTEST_TICKS ? 0 : ticks;
  }

  private void reject(RejectCode code, SequencePart part, String reason) {
    rejects.add(new Reject(code, part.file(), part.line(), reason));
  }

  /**
   * Those that do not run into each other, by start. Of two at one instant the one that was added
   * first stays; whole durations count, also beyond the day's end.
   */
  List<FixedItem> apart() {
    asked.sort(Comparator.comparing(timed -> timed.item().startTicks()));
    Deque<Timed> apart = new ArrayDeque<>();
    for (Timed timed : asked) {
      Timed before = apart.peekLast();
      if (before != null && timed.item().startTicks() < before.endTicks()) {
        rejects.add(overlap(timed, before));
      } else {
        apart.add(timed);
      }
    }
    return apart.stream().map(Timed::item).toList();
  }

  private static Reject overlap(Timed late, Timed early) {
    AiredVideo video = early.item().video();
    String reason =
        "'%s' at %s would begin while '%s' is on, which begins at %s and takes %s s"
            .formatted(
                late.item().video().id(),
                late.at(),
                video.id(),
                early.at(),
                Ticks.toMilliText(video.startTicks(video.segments())));
    return new Reject(RejectCode.START_OVERLAP, late.item().file(), late.item().line(), reason);
  }
}
