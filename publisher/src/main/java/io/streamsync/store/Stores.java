package io.streamsync.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens a store by its name on a command line. */
public final class Stores {
  private Stores() {}

  /**
   * @param location a folder, {@code file:/…} or {@code s3://bucket/prefix}
   * @throws IllegalArgumentException if no store has such a name
   */
  public static ObjectStore open(String location) {
    if (location.startsWith(S3Location.SCHEME)) {
      return new S3Store(S3Location.parse(location));
    }
    return new FolderStore(folder(location));
  }

  /**
   * Everything below the site is public, so the ledger must not be there. A site below the ledger
   * publishes nothing of it.
   *
   * @param site as for {@link #open}
   * @param ledger as for {@link #open}
   * @throws IllegalArgumentException if the ledger is the site or lies below it, by whatever names
   */
  public static void requireApart(String site, String ledger) {
    boolean siteInBucket = site.startsWith(S3Location.SCHEME);
    if (siteInBucket != ledger.startsWith(S3Location.SCHEME)) {
      return;
    }
    boolean below =
        siteInBucket
            ? S3Location.parse(ledger).isBelow(S3Location.parse(site))
            : real(folder(ledger)).startsWith(real(folder(site)));
    if (below) {
      throw new IllegalArgumentException("the ledger is private and must not lie below the site");
    }
  }

  private static Path folder(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  /** Links followed as far as there is anything yet. */
  private static Path real(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    for (@Nullable Path there = whole; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          return there.toRealPath().resolve(there.relativize(whole));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return whole;
  }
}
