package io.streamsync.job;

import io.streamsync.time.BroadcastDay;
import java.time.Instant;
import java.util.List;

/**
 * What a night is asked to do.
 *
 * @param job what workers know too
 * @param days to put on air, in order
 * @param bucketSeconds length of a bucket
 * @param maxRejectsPercent above which a night stops
 * @param encodeLimit until when encodes may begin
 * @param now fixed once, at the start of the run
 * @param beamArguments options of Beam and its runner
 */
record NightSettings(
    JobSettings job,
    List<BroadcastDay> days,
    int bucketSeconds,
    double maxRejectsPercent,
    EncodeLimit encodeLimit,
    Instant now,
    List<String> beamArguments) {

  private static final int HOUR_SECONDS = 3600;
  private static final int SHORTEST_BUCKET_SECONDS = 60;

  NightSettings {
    if (bucketSeconds < SHORTEST_BUCKET_SECONDS || HOUR_SECONDS % bucketSeconds != 0) {
      throw new IllegalArgumentException(
          "a bucket must be at least 60 s and divide an hour, was " + bucketSeconds + " s");
    }
    days = List.copyOf(days);
    beamArguments = List.copyOf(beamArguments);
  }
}
