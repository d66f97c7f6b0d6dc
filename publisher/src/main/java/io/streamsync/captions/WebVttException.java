package io.streamsync.captions;

import java.io.IOException;

/** A text that is not WebVTT; the message names line and reason. */
public final class WebVttException extends IOException {
  public WebVttException(int line, String reason) {
    super("line " + line + ": " + reason);
  }
}
