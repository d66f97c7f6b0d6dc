package io.streamsync.command;

import io.streamsync.store.ObjectStore;
import io.streamsync.store.Stores;
import picocli.CommandLine.Option;

/** The two places every command works on. */
final class StoreOptions {
  private StoreOptions() {}

  /** Where the site is. */
  static final class Site {
    @Option(
        names = "--site",
        required = true,
        paramLabel = "<folder>",
        description = "the published site")
    private String location = "";

    ObjectStore open() {
      return Stores.open(location);
    }

    String location() {
      return location;
    }
  }

  /** Where the ledger is. */
  static final class Ledger {
    @Option(
        names = "--ledger",
        required = true,
        paramLabel = "<folder>",
        description = "the private ledger, never below the site")
    private String location = "";

    ObjectStore open() {
      return Stores.open(location);
    }
  }
}
