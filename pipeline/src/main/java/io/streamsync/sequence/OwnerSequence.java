package io.streamsync.sequence;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an owner's day is made of, out of all that was said about it. Within a place the first
 * record by file and line wins, and a place whose record cannot play leaves the next place in
 * force.
 */
public final class OwnerSequence {
  private final Catalogue catalogue;
  private final Set<String> notReady;
  private final List<Reject> rejects = new ArrayList<>();
  private int records;
  private int rejectedRecords;
  private int notReadyRecords;
  private List<AiredVideo> loop = List.of();
  private String title = "";

  private OwnerSequence(Catalogue catalogue, Set<String> notReady) {
    this.catalogue = catalogue;
    this.notReady = notReady;
  }

  /**
   * The outcome.
   *
   * @param title of a channel
   * @param loop videos in order, empty if no record can play
   * @param rejects of records and of single items, also of those that are not ready
   * @param records that were looked at; those that a day's record replaces do not count, nor does
   *     what the job made
   * @param rejectedRecords of these
   * @param notReadyRecords of these: they name no video on air, but at least one that may be there
   *     the next night
   */
  public record Resolved(
      String title,
      List<AiredVideo> loop,
      List<Reject> rejects,
      int records,
      int rejectedRecords,
      int notReadyRecords) {
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
   */
  public static Resolved resolve(
      Iterable<SequencePart> parts, Catalogue catalogue, Set<String> notReady) {
    Map<Place, List<SequencePart>> byPlace = new EnumMap<>(Place.class);
    parts.forEach(part -> byPlace.computeIfAbsent(part.place(), p -> new ArrayList<>()).add(part));
    OwnerSequence sequence = new OwnerSequence(catalogue, notReady);
    for (List<SequencePart> place : byPlace.values()) {
      if (sequence.loop.isEmpty()) {
        sequence.resolvePlace(place);
      }
    }
    return new Resolved(
        sequence.title,
        sequence.loop,
        sequence.rejects,
        sequence.records,
        sequence.rejectedRecords,
        sequence.notReadyRecords);
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
    if (record.stream().anyMatch(SequencePart::hasFixedStart)) {
      leaveOut(
          record,
          RejectCode.START_AT_UNSUPPORTED,
          "an item has startAt, which this version cannot place; the whole record is left out");
      return;
    }
    Collection<SequencePart> items = inOrder(record);
    List<AiredVideo> playable = playable(items);
    if (!playable.isEmpty()) {
      loop = playable;
      title = record.get(0).title();
    } else if (items.stream()
        .flatMap(part -> part.videos().stream())
        .anyMatch(notReady::contains)) {
      leaveOut(record, RejectCode.NOT_READY, "none of its videos is on air yet");
    } else {
      leaveOut(record, RejectCode.NO_PLAYABLE_ITEM, "none of its videos is on air");
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
        rejects.add(new Reject(RejectCode.DUPLICATE_POSITION, part.file(), part.line(), reason));
      }
    }
    items.sort(Comparator.comparing(SequencePart::position));
    return items;
  }

  private List<AiredVideo> playable(Collection<SequencePart> items) {
    List<AiredVideo> playable = new ArrayList<>();
    for (SequencePart part : items) {
      for (String id : part.videos()) {
        AiredVideo video = catalogue.find(id);
        if (video != null) {
          playable.add(video);
        } else {
          rejects.add(cannotPlay(id, part));
        }
      }
    }
    return playable;
  }

  private Reject cannotPlay(String id, SequencePart part) {
    return notReady.contains(id)
        ? new Reject(
            RejectCode.NOT_READY,
            part.file(),
            part.line(),
            "the video '" + id + "' is not ready: it is taken the next night")
        : new Reject(
            RejectCode.UNKNOWN_VIDEO,
            part.file(),
            part.line(),
            "'" + id + "' is not the id of a video on air");
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
    rejects.add(new Reject(code, first.file(), first.line(), reason));
  }
}
