package io.streamsync.job;

/** Names of what is counted. The figures are sums of data: Beam's counters count attempts. */
final class Count {
  static final String VIDEOS_ON_AIR = "videos.onAir";
  static final String VIDEOS_REJECTED = "videos.rejected";
  static final String VIDEOS_NOT_READY = "videos.notReady";

  /** Of those not ready, the ones whose turn to be encoded did not come. */
  static final String VIDEOS_OUT_OF_TIME = "videos.outOfTime";

  static final String CAPTIONS_ON_AIR = "captions.onAir";
  static final String CAPTIONS_REJECTED = "captions.rejected";
  static final String CAPTIONS_NOT_READY = "captions.notReady";

  /** Sequence files of which no line can be used. */
  static final String FILES_REFUSED = "files.refused";

  static final String RECORDS_READ = "records.read";
  static final String RECORDS_ON_AIR = "records.onAir";
  static final String RECORDS_REJECTED = "records.rejected";

  /** Records of which nothing can play before a video of theirs is ready. */
  static final String RECORDS_NOT_READY = "records.notReady";

  static final String VIEWERS = "viewers";
  static final String CHANNELS = "channels";
  static final String PACK_BYTES = "packBytes";

  private Count() {}
}
