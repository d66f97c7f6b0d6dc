package io.streamsync.sequence;

/** Where a record stands. An earlier place goes before a later one. */
public enum Place {
  /** In the folder of the day itself. */
  DAY,
  /** Valid until it is changed. */
  STANDING,
  /** Made by the job, where the input has none. */
  BUILT_IN
}
