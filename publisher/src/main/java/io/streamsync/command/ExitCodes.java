package io.streamsync.command;

/** What a scheduler sees. */
public final class ExitCodes {
  public static final int DONE = 0;

  /** What is on air has not changed. */
  public static final int FAILED = 1;

  public static final int WRONG_USAGE = 2;
  public static final int ANOTHER_PUBLISHER_WON = 3;

  /** Something after publishing failed, or it is not known whether what is on air has changed. */
  public static final int RUN_AGAIN = 4;

  private ExitCodes() {}
}
