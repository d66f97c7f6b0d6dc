package io.streamsync.command;

/** What a scheduler sees. */
public final class ExitCodes {
  public static final int DONE = 0;

  /** What is on air has not changed. */
  public static final int FAILED = 1;

  public static final int WRONG_USAGE = 2;
  public static final int ANOTHER_PUBLISHER_WON = 3;

  /** Run again: something after publishing failed. */
  public static final int PUBLISHED_BUT_INCOMPLETE = 4;

  private ExitCodes() {}
}
