package io.streamsync.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What one run of ffmpeg may take before it is killed.
 *
 * @param silence longest time without progress
 * @param memoryBytes resident memory of the program and all that it started
 * @param output what it may write; empty where it writes nothing
 */
public record FfmpegLimits(Duration silence, long memoryBytes, Optional<Output> output) {

  /**
   * A folder that must not grow without end.
   *
   * @param folder all of whose files count
   * @param bytes in it at most
   */
  public record Output(Path folder, long bytes) {}

  public FfmpegLimits writing(Path folder, long bytes) {
    return new FfmpegLimits(silence, memoryBytes, Optional.of(new Output(folder, bytes)));
  }
}
