package io.streamsync.job;

import io.streamsync.media.VideoDescription;
import io.streamsync.source.SourceHashes.FileChangedException;
import io.streamsync.transcode.TooLittleSpaceException;
import io.streamsync.transcode.TranscodeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Goes through a lane in order. A lane that is done again, because its worker died, finds complete
 * what it had finished.
 */
final class LaneRun {
  /** What a lane needs of the machine it runs on. */
  interface Encoder {
    /** Empty as long as the video is not completely in the store. */
    Optional<VideoDescription> complete(String videoKey) throws IOException;

    Encoded encode(PendingVideo video) throws IOException, InterruptedException, TranscodeException;
  }

  /**
   * A video that is complete now.
   *
   * @param faults of captions inside the source, which plays without them
   */
  record Encoded(VideoDescription video, List<String> faults) {}

  private final Encoder encoder;
  private final Semaphore turns;
  private final InstantSource clock;
  private final EncodeLimit limit;

  /**
   * @param turns as many as this machine may run encodes at once
   */
  LaneRun(Encoder encoder, Semaphore turns, InstantSource clock, EncodeLimit limit) {
    this.encoder = encoder;
    this.turns = turns;
    this.clock = clock;
    this.limit = limit;
  }

  void run(Lane lane, Consumer<VideoOutcome> outcomes) throws IOException, InterruptedException {
    for (PendingVideo video : lane.videos()) {
      Optional<VideoDescription> complete = encoder.complete(video.videoKey());
      outcomes.accept(
          complete.isPresent()
              ? onAir(video, new Encoded(complete.get(), List.of()))
              : waitAndEncode(video));
    }
  }

  private VideoOutcome waitAndEncode(PendingVideo video) throws IOException, InterruptedException {
    turns.acquire();
    try {
      Instant start = clock.instant();
      if (limit.isOver(start)) {
        return VideoOutcome.outOfTime(video.sources(), limit);
      }
      Encoded encoded = encoder.encode(video);
      return onAir(video, encoded).encodedIn(Duration.between(start, clock.instant()));
    } catch (TranscodeException e) {
      return VideoOutcome.rejected(video.sources(), e.code(), e.reason());
    } catch (FileChangedException | TooLittleSpaceException e) {
      return VideoOutcome.notReady(video.sources(), String.valueOf(e.getMessage()));
    } finally {
      turns.release();
    }
  }

  private static VideoOutcome onAir(PendingVideo video, Encoded encoded) {
    return VideoOutcome.onAir(video.videoKey(), video.sources(), encoded.video(), encoded.faults());
  }
}
