package io.streamsync.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many encodes can run at once, as far as the runner's options tell. */
final class LaneCount {
  private static final int DIRECT_RUNNER_AT_LEAST = 3;

  private LaneCount() {}

  /**
   * On one machine the encodes it may run, as long as the runner has threads for them; on a cluster
   * the runner's parallelism, of which each worker holds back what is more than its encodes.
   *
   * @param encodes that one machine may run at once
   * @param cores of this machine
   */
  static int of(List<String> beamArguments, int encodes, int cores) {
    boolean isFlink =
        option(beamArguments, "runner").orElse("").toLowerCase(Locale.ROOT).contains("flink");
    if (!isFlink) {
      int threads =
          number(beamArguments, "targetParallelism", Math.max(cores, DIRECT_RUNNER_AT_LEAST));
      return Math.min(encodes, threads);
    }
    boolean isCluster = option(beamArguments, "flinkMaster").orElse("[auto]").contains(":");
    return isCluster
        ? number(beamArguments, "parallelism", 1)
        : Math.min(encodes, number(beamArguments, "parallelism", cores));
  }

  /** Zero and below mean "as you like" to the runners. */
  private static int number(List<String> arguments, String name, int fallback) {
    return option(arguments, name)
        .map(Integer::parseInt)
        .filter(value -> value > 0)
        .orElse(fallback);
  }

  private static Optional<String> option(List<String> arguments, String name) {
    String start = "--" + name + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(start))
        .map(argument -> argument.substring(start.length()))
        .findFirst();
  }
}
