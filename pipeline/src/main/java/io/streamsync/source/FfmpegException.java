package io.streamsync.source;

/** ffmpeg or ffprobe ended with an error; the message is its own last words, fit for a report. */
public final class FfmpegException extends Exception {
  FfmpegException(String reason) {
    super(reason);
  }

  /** The message, which is never absent. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
