package io.streamsync.playlist;

import java.util.List;

/**
 * What is on for a while: one airing of a video, or slate between two of them.
 *
 * @param startTicks from the day's first instant
 * @param kind tells viewers' programmes from slate
 * @param parts one after the other; decode time breaks between them
 */
public record Programme(long startTicks, Kind kind, List<Part> parts) {

  /** CLASS of the DATERANGE. */
  public enum Kind {
    PROGRAMME("programme"),
    SLATE("slate");

    private final String dateRangeClass;

    Kind(String dateRangeClass) {
      this.dateRangeClass = dateRangeClass;
    }

    String dateRangeClass() {
      return dateRangeClass;
    }
  }

  /**
   * Segments of one video that follow each other.
   *
   * @param first of them
   * @param segments how many
   */
  public record Part(AiredVideo video, int first, int segments) {
    public Part {
      if (first < 0 || segments < 1 || first + segments > video.segments()) {
        throw new IllegalArgumentException(
            "a video of %d segments was to air %d from %d on"
                .formatted(video.segments(), segments, first));
      }
    }

    public long durationTicks() {
      return ticksTo(segments);
    }

    /** From the part's start to that of its {@code segment}. */
    long ticksTo(int segment) {
      return video.startTicks(first + segment) - video.startTicks(first);
    }
  }

  public Programme {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a programme airs at least one segment");
    }
  }

  /** The first segments of a video. */
  public Programme(long startTicks, AiredVideo video, int segments) {
    this(startTicks, Kind.PROGRAMME, List.of(new Part(video, 0, segments)));
  }

  /** That of the first part. */
  public AiredVideo video() {
    return parts.get(0).video();
  }

  /** How many segments are aired. */
  public int segments() {
    return parts.stream().mapToInt(Part::segments).sum();
  }

  public long durationTicks() {
    return parts.stream().mapToLong(Part::durationTicks).sum();
  }

  public long endTicks() {
    return startTicks + durationTicks();
  }
}
