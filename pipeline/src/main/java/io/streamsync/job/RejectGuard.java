package io.streamsync.job;

import java.io.IOException;
import java.util.Locale;

/** Stops a night that lost too much of its input, before anything on air changes. */
final class RejectGuard {
  /** A handful of bad files is no reason to show nobody anything new. */
  private static final int ALWAYS_ALLOWED = 20;

  private RejectGuard() {}

  static boolean isTooMuch(RunSummary.Balance balance, double maxPercent) {
    return balance.rejected() > ALWAYS_ALLOWED
        && balance.rejected() * 100.0 > maxPercent * balance.read();
  }

  static void check(String what, RunSummary.Balance balance, double maxPercent) throws IOException {
    if (isTooMuch(balance, maxPercent)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d of %d %s were rejected, more than %.3g %%: see the rejects of this run",
              balance.rejected(),
              balance.read(),
              what,
              maxPercent));
    }
  }
}
