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
 */
record DaySettings(JobSettings job, BroadcastDay day, String releaseId, int bucketSeconds)
    implements Serializable {}
