package io.streamsync.job;

import io.streamsync.time.BroadcastDay;
import java.io.Serializable;

/**
 * What workers must know of one day's release.
 *
 * @param job settings of the run
 * @param day that is planned
 * @param releaseId where its packs go
 * @param bucketSeconds length of a bucket
 * @param resumed whether an earlier run may have left some of its packs
 */
record DaySettings(
    JobSettings job, BroadcastDay day, String releaseId, int bucketSeconds, boolean resumed)
    implements Serializable {

  /** Of a release that no run has begun before. */
  DaySettings(JobSettings job, BroadcastDay day, String releaseId, int bucketSeconds) {
    this(job, day, releaseId, bucketSeconds, /* resumed= */ false);
  }
}
