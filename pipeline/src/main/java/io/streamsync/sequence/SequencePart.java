package io.streamsync.sequence;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What one line says of an owner: a whole record in JSONL, a single item in CSV.
 *
 * @param owner whose sequence it is
 * @param title of a channel, else empty
 * @param place where the file stands
 * @param file path below the input
 * @param line from 1
 * @param position of a CSV row, else {@link #WHOLE_RECORD}
 * @param videos ids in order
 * @param hasFixedStart whether an item carries {@code startAt}
 */
public record SequencePart(
    Owner owner,
    String title,
    Place place,
    String file,
    long line,
    long position,
    List<String> videos,
    boolean hasFixedStart)
    implements Serializable { // crosses the shuffle

  static final long WHOLE_RECORD = -1;

  static final Comparator<SequencePart> BY_FILE_AND_LINE =
      Comparator.comparing(SequencePart::file).thenComparing(SequencePart::line);

  public SequencePart {
    videos = List.copyOf(videos);
  }

  /** The channel {@code main} of an input that has none: all videos in order of name. */
  public static SequencePart builtInMain(List<String> videos) {
    return new SequencePart(
        Owner.MAIN,
        "Main",
        Place.BUILT_IN,
        "",
        0,
        WHOLE_RECORD,
        videos,
        /* hasFixedStart= */ false);
  }

  boolean isWholeRecord() {
    return position == WHOLE_RECORD;
  }
}
