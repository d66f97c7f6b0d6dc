package io.streamsync.transcode;

import java.io.IOException;

/**
 * A video needs more temporary space than there is; it waits for a larger disk, others need not.
 */
public final class TooLittleSpaceException extends IOException {
  TooLittleSpaceException(String reason) {
    super(reason);
  }
}
