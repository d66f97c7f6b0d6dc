package io.streamsync.sequence;

import java.io.Serializable;

/**
 * Who a sequence is for.
 *
 * @param isChannel a public timeline, else a viewer's
 * @param name of the channel, or id of the user
 */
public record Owner(boolean isChannel, String name) implements Serializable {

  /** What a viewer without a link sees. */
  public static final Owner MAIN = new Owner(true, "main");

  /** Unique among users and channels together. */
  public String groupingKey() {
    return (isChannel ? "c " : "u ") + name;
  }

  @Override
  public String toString() {
    return (isChannel ? "channel " : "user ") + name;
  }
}
