package io.streamsync.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runs pipelines to their end, on whatever runner the options name. */
final class BeamRun {
  /** Ten times faster, and no function of this job changes its elements. */
  private static final List<String> DIRECT_RUNNER =
      List.of(
          "--runner=DirectRunner", "--enforceImmutability=false", "--enforceEncodability=false");

  private final List<String> arguments;

  BeamRun(List<String> arguments) {
    boolean namesRunner = arguments.stream().anyMatch(a -> a.startsWith("--runner="));
    this.arguments = new ArrayList<>(namesRunner ? List.of() : DIRECT_RUNNER);
    this.arguments.addAll(arguments);
    options(); // wrong ones are found before anything is done
  }

  private PipelineOptions options() {
    return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
  }

  /**
   * Builds and runs a pipeline.
   *
   * @throws IOException if it ends in any state but DONE
   */
  void run(String name, Consumer<Pipeline> build) throws IOException {
    PipelineOptions options = options();
    options.setJobName("streamsync-" + name);
    Pipeline pipeline = Pipeline.create(options);
    build.accept(pipeline);
    PipelineResult.State state;
    try {
      state = pipeline.run().waitUntilFinish();
    } catch (RuntimeException e) {
      throw new IOException("pipeline " + name + " failed: " + rootCause(e), e);
    }
    if (state != PipelineResult.State.DONE) {
      throw new IOException("pipeline " + name + " ended as " + state);
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
