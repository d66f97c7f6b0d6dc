package io.streamsync.release;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * {@code channels.json}: the public timelines of a release, by name.
 *
 * @param format {@link ReleaseInputs#FORMAT}
 */
@JsonPropertyOrder({"format", "channels"})
public record Channels(int format, List<Channel> channels) {

  /** A public timeline and its title. */
  @JsonPropertyOrder({"name", "title"})
  public record Channel(String name, String title) {}
}
