package io.streamsync.command;

import io.streamsync.store.ObjectStore;
import io.streamsync.store.Stores;
import java.io.Closeable;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The two places every command works on. */
final class StoreOptions {
  private static final String PLACE = "<folder or s3://…>";

  private StoreOptions() {}

  /** Where the site is. */
  static final class Site {
    @Option(
        names = "--site",
        required = true,
        paramLabel = PLACE,
        description = "the published site")
    private String location = "";

    ObjectStore open() {
      return Stores.open(location);
    }

    String location() {
      return location;
    }
  }

  /** Where site and ledger are. */
  static final class Both {
    @Mixin private Site site = new Site();

    @Option(
        names = "--ledger",
        required = true,
        paramLabel = PLACE,
        description = "the private ledger, never below the site")
    private String ledger = "";

    /**
     * Opens both, or none.
     *
     * @throws IllegalArgumentException if one has no such name, or the ledger lies below the site
     */
    Opened open() throws IOException {
      Stores.requireApart(site.location(), ledger);
      ObjectStore ledgerStore = Stores.open(ledger);
      try {
        return new Opened(site.open(), ledgerStore);
      } catch (RuntimeException e) {
        try (ledgerStore) {
          throw e;
        }
      }
    }
  }

  /** Both stores while a command works on them. */
  record Opened(ObjectStore site, ObjectStore ledger) implements Closeable {
    @Override
    public void close() throws IOException {
      try (site) {
        ledger.close();
      }
    }
  }
}
