package io.streamsync.release;

import java.time.Instant;

/** Where everything lies below a ledger; see RELEASE-FORMAT.md, "Ledger". */
public final class LedgerPaths {
  public static final String LINKS = "links.csv";

  /** Folder of all pointers ever published, with a slash at the end. */
  public static final String POINTERS = "pointers/";

  private LedgerPaths() {}

  public static String secret(int number) {
    return "secrets/" + number;
  }

  /** Folder of a run, with a slash at the end. */
  public static String run(String runId) {
    return "runs/" + runId + "/";
  }

  /** Folder of a release, with a slash at the end. */
  public static String release(String releaseId) {
    return "releases/" + releaseId + "/";
  }

  /** Folder of a release's manifest, with a slash at the end. */
  public static String manifest(String releaseId) {
    return release(releaseId) + "manifest/";
  }

  public static String manifestPart(String releaseId, String shard) {
    return manifest(releaseId) + shard + ".jsonl.gz";
  }

  /** Folder of a release's links, with a slash at the end. */
  public static String links(String releaseId) {
    return release(releaseId) + "links/";
  }

  public static String linksPart(String releaseId, String shard) {
    return links(releaseId) + shard + ".csv";
  }

  public static String videos(String releaseId) {
    return release(releaseId) + "videos.txt";
  }

  /** Says that a run has begun to write a release's packs. */
  public static String begun(String releaseId) {
    return release(releaseId) + "begun";
  }

  /** What the newest verification of a release found. */
  public static String verified(String releaseId) {
    return release(releaseId) + "verified.json";
  }

  public static String pointer(Instant published) {
    return POINTERS + published + ".json";
  }
}
