package io.streamsync.sequence;

import io.streamsync.source.RejectCode;

/** A line, or an item on it, cannot be used, for a reason its author understands. */
final class LineRejectedException extends Exception {
  private final RejectCode code;

  LineRejectedException(RejectCode code, String reason) {
    super(reason);
    this.code = code;
  }

  RejectCode code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
