package io.streamsync.sequence;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.time.BroadcastDay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an owner's day is made of, out of all that was said about it. Within a place the first
 * record by file and line wins, and a place whose record cannot play leaves the next place in
 * force. The order in which parts arrive decides nothing.
 */
public final class OwnerSequence {
  private final Catalogue catalogue;
  private final Set<String> notReady;
  private final BroadcastDay day;
  private final Function<List<FixedItem>, List<Reject>> withoutRoom;
  private final List<Reject> rejects = new ArrayList<>();
  private int records;
  private int rejectedRecords;
  private int notReadyRecords;
  private List<AiredVideo> loop = List.of();
  private List<FixedItem> fixed = List.of();
  private String title = "";

  /** Whether the record at hand names a video that may be there the next night. */
  private boolean waits;

  private OwnerSequence(
      Catalogue catalogue,
      Set<String> notReady,
      BroadcastDay day,
      Function<List<FixedItem>, List<Reject>> withoutRoom) {
    this.catalogue = catalogue;
    this.notReady = notReady;
    this.day = day;
    this.withoutRoom = withoutRoom;
  }

  /**
   * The outcome.
   *
   * @param title of a channel
   * @param loop videos in order; may be empty beside fixed items
   * @param fixed items with a start of their own, by start, none running into the next
   * @param rejects of records and of single items, also of those that are not ready, in order
   * @param records that were looked at; those that a day's record replaces do not count, nor does
   *     what the job made
   * @param rejectedRecords of these
   * @param notReadyRecords of these: they name no video on air, but at least one that may be there
   *     the next night
   */
  public record Resolved(
      String title,
      List<AiredVideo> loop,
      List<FixedItem> fixed,
      List<Reject> rejects,
      int records,
      int rejectedRecords,
      int notReadyRecords) {
    /** Whether there is anything to show. */
    public boolean isOnAir() {
      return !loop.isEmpty() || !fixed.isEmpty();
    }

    public int recordsOnAir() {
      return records - rejectedRecords - notReadyRecords;
    }
  }

  /**
   * Finds what an owner sees.
   *
   * @param parts all that is said of one owner, in any order
   * @param catalogue of videos on air
   * @param notReady ids of videos that are known and only not on air yet
   * @param day on which items with a start of their own must have room
   * @param withoutRoom the rejects of those that slate leaves no room for, where nothing else plays
   */
  public static Resolved resolve(
      Iterable<SequencePart> parts,
      Catalogue catalogue,
      Set<String> notReady,
      BroadcastDay day,
      Function<List<FixedItem>, List<Reject>> withoutRoom) {
    Map<Place, List<SequencePart>> byPlace = new EnumMap<>(Place.class);
    parts.forEach(part -> byPlace.computeIfAbsent(part.place(), p -> new ArrayList<>()).add(part));
    OwnerSequence sequence = new OwnerSequence(catalogue, notReady, day, withoutRoom);
    for (List<SequencePart> place : byPlace.values()) {
      if (sequence.loop.isEmpty() && sequence.fixed.isEmpty()) {
        sequence.resolvePlace(place);
      }
    }
    return sequence.resolved();
  }

  private Resolved resolved() {
    return new Resolved(
        title,
        loop,
        fixed,
        rejects.stream().sorted().toList(),
        records,
        rejectedRecords,
        notReadyRecords);
  }

  private void resolvePlace(List<SequencePart> parts) {
    List<List<SequencePart>> candidates = candidates(parts);
    boolean counts = parts.get(0).place() != Place.BUILT_IN;
    records += counts ? candidates.size() : 0;
    for (List<SequencePart> duplicate : candidates.subList(1, candidates.size())) {
      SequencePart first = candidates.get(0).get(0);
      leaveOut(
          duplicate,
          RejectCode.DUPLICATE_RECORD,
          first.owner() + " already has a record in " + first.file() + " line " + first.line());
    }
    use(candidates.get(0));
  }

  /**
   * A JSONL line is a record; all CSV rows together are one, standing where the first row stands.
   */
  private static List<List<SequencePart>> candidates(List<SequencePart> parts) {
    List<List<SequencePart>> candidates = new ArrayList<>();
    List<SequencePart> rows = new ArrayList<>();
    for (SequencePart part : parts) {
      if (part.isWholeRecord()) {
        candidates.add(List.of(part));
      } else {
        rows.add(part);
      }
    }
    if (!rows.isEmpty()) {
      rows.sort(SequencePart.BY_FILE_AND_LINE);
      candidates.add(rows);
    }
    candidates.sort(Comparator.comparing(list -> list.get(0), SequencePart.BY_FILE_AND_LINE));
    return candidates;
  }

  private void use(List<SequencePart> record) {
    Collection<SequencePart> items = inOrder(record);
    if (items.size() > SequencePart.MAX_ITEMS) {
      String reason =
          "its rows are %d, more than %d".formatted(items.size(), SequencePart.MAX_ITEMS);
      leaveOut(record, RejectCode.BAD_RECORD, reason);
      return;
    }
    waits = false;
    loop = loop(items);
    fixed = fixed(items);
    if (loop.isEmpty() && !fixed.isEmpty()) {
      requireRoom();
    }
    if (!loop.isEmpty() || !fixed.isEmpty()) {
      title = record.get(0).title();
    } else if (waits) {
      leaveOut(record, RejectCode.NOT_READY, "none of its videos is on air yet");
    } else {
      leaveOut(record, RejectCode.NO_PLAYABLE_ITEM, "none of its items can be on air");
    }
  }

  /** A day of nothing but slate is no day: the record then has no item that can play. */
  private void requireRoom() {
    List<Reject> left = withoutRoom.apply(fixed);
    if (left.size() == fixed.size()) {
      rejects.addAll(left);
      fixed = List.of();
    }
  }

  private Collection<SequencePart> inOrder(List<SequencePart> record) {
    List<SequencePart> items = new ArrayList<>();
    Set<Long> positions = new HashSet<>();
    for (SequencePart part : record) {
      if (part.isWholeRecord() || positions.add(part.position())) {
        items.add(part);
      } else {
        String reason = part.owner() + " has position " + part.position() + " twice";
        rejects.add(reject(RejectCode.DUPLICATE_POSITION, part, reason));
      }
    }
    items.sort(Comparator.comparing(SequencePart::position));
    return items;
  }

  private List<AiredVideo> loop(Collection<SequencePart> items) {
    List<AiredVideo> videos = new ArrayList<>();
    for (SequencePart part : items) {
      part.loop().forEach(id -> find(id, part).ifPresent(videos::add));
    }
    return videos;
  }

  private List<FixedItem> fixed(Collection<SequencePart> items) {
    FixedItems asked = new FixedItems(day, this::find, rejects);
    for (SequencePart part : items) {
      part.fixed().forEach(start -> asked.add(start, part));
    }
    return asked.apart();
  }

  /** A video by its id; if it cannot play, the item is rejected. */
  private Optional<AiredVideo> find(String id, SequencePart part) {
    AiredVideo video = catalogue.find(id);
    if (video == null) {
      boolean known = notReady.contains(id);
      waits |= known;
      rejects.add(
          known
              ? reject(
                  RejectCode.NOT_READY,
                  part,
                  "the video '" + id + "' is not ready: it is taken the next night")
              : new Reject(
                  RejectCode.UNKNOWN_VIDEO,
                  part.file(),
                  part.line(),
                  Quote.of(id) + " is not the id of a video on air",
                  Quote.shortened(id)));
    }
    return Optional.ofNullable(video);
  }

  private static Reject reject(RejectCode code, SequencePart part, String reason) {
    return new Reject(code, part.file(), part.line(), reason);
  }

  private void leaveOut(List<SequencePart> record, RejectCode code, String reason) {
    SequencePart first = record.get(0);
    if (first.place() == Place.BUILT_IN) {
      return;
    }
    if (code == RejectCode.NOT_READY) {
      notReadyRecords++;
    } else {
      rejectedRecords++;
    }
    rejects.add(reject(code, first, reason));
  }
}
