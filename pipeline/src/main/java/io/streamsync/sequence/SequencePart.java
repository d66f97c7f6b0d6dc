package io.streamsync.sequence;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one line says of an owner: a whole record in JSONL, a single item in CSV.
 *
 * @param owner whose sequence it is
 * @param title of a channel, else empty
 * @param place where the file stands
 * @param file path below the input
 * @param line from 1
 * @param position of a CSV row, else {@link #WHOLE_RECORD}
 * @param loop ids of videos in order, without those that have a start of their own
 * @param fixed items with a start of their own, in order of the list
 */
public record SequencePart(
    Owner owner,
    String title,
    Place place,
    String file,
    long line,
    long position,
    List<String> loop,
    List<FixedStart> fixed)
    implements Serializable { // crosses the shuffle

  static final long WHOLE_RECORD = -1;

  /** Videos take a second at least, so nobody can ever see as many in a day. */
  static final int MAX_ITEMS = 100_000;

  static final Comparator<SequencePart> BY_FILE_AND_LINE =
      Comparator.comparing(SequencePart::file).thenComparing(SequencePart::line);

  public SequencePart {
    if (position < WHOLE_RECORD) {
      throw new IllegalArgumentException("a position is at least 0, was " + position);
    }
    loop = List.copyOf(loop);
    fixed = List.copyOf(fixed);
  }

  /** The channel {@code main} of an input that has none: all videos in order of name. */
  public static SequencePart builtInMain(List<String> videos) {
    return new SequencePart(
        Owner.MAIN, "Main", Place.BUILT_IN, "", 0, WHOLE_RECORD, videos, List.of());
  }

  boolean isWholeRecord() {
    return position == WHOLE_RECORD;
  }

  /** Ids of all its items. */
  Stream<String> videos() {
    return Stream.concat(loop.stream(), fixed.stream().map(FixedStart::video));
  }
}
