package io.streamsync.transcode;

import io.streamsync.source.RejectCode;

/** A source that cannot be put on air; code and reason go to the admin who dropped it. */
public final class TranscodeException extends Exception {
  private final RejectCode code;

  public TranscodeException(RejectCode code, String reason) {
    super(reason);
    this.code = code;
  }

  public RejectCode code() {
    return code;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
