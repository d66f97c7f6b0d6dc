package io.streamsync.publish;

import io.streamsync.release.VerifyRecord.Check;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Checks one after the other; one that cannot be made is one that failed. */
final class CheckList {
  private final InstantSource clock;
  private final List<Check> checks = new ArrayList<>();

  CheckList(InstantSource clock) {
    this.clock = clock;
  }

  /** What is checked. */
  interface Body {
    /** Adds what is wrong, and tells how much was looked at. */
    String run(Faults faults) throws IOException;
  }

  void check(String name, Body body) {
    Instant began = clock.instant();
    Faults faults = new Faults();
    String figure = "broken off";
    try {
      figure = body.run(faults);
    } catch (IOException | IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    long millis = Duration.between(began, clock.instant()).toMillis();
    checks.add(new Check(name, figure, faults.toString(), millis));
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }
}
