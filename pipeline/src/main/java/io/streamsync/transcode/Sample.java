package io.streamsync.transcode;

/**
 * One encoded picture or AAC frame in a file. Times are in units of the track's timescale.
 *
 * @param offset of its bytes in the file
 * @param size in bytes
 * @param decodeTime when it is decoded
 * @param duration until the next one
 * @param compositionOffset from decoding to showing; negative where B-frames go before it
 * @param sync true if decoding can start here
 */
record Sample(
    long offset, int size, long decodeTime, int duration, int compositionOffset, boolean sync) {

  long presentationTime() {
    return decodeTime + compositionOffset;
  }
}
