package io.streamsync.publish;

import com.github.f4b6a3.ulid.UlidCreator;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.DayOverlapException;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.ObjectStore.Versioned;
import io.streamsync.store.PreconditionFailedException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts complete releases on air by moving the one pointer. The pointer is written on condition and
 * never blindly again: a crash before leaves what is on air, a crash after leaves only the
 * pointer's record to be written, which the next run does.
 */
public final class PointerWriter {
  private static final int MOST_ATTEMPTS = 3;

  private final ObjectStore site;
  private final ObjectStore ledger;

  public PointerWriter(ObjectStore site, ObjectStore ledger) {
    this.site = site;
    this.ledger = ledger;
  }

  /**
   * Publishes releases for their days.
   *
   * @return what is on air now, which may be what was on air already
   * @throws AnotherPublisherWonException if somebody else moved the pointer meanwhile
   * @throws OutcomeUnknownException if the pointer can neither be written nor read any more
   * @throws RecordFailedException if the pointer moved but its record could not be written
   */
  public LiveDocument publish(List<String> releaseIds, Instant now)
      throws IOException, DayOverlapException {
    List<LiveDay> added = new ArrayList<>();
    for (String releaseId : releaseIds) {
      added.add(LiveDay.of(ReleaseDescription.read(site, releaseId)));
    }
    Optional<Versioned> before = site.getVersioned(SitePaths.LIVE);
    Optional<LiveDocument> live = parse(before);
    List<LiveDay> onAir = live.map(LiveDocument::days).orElse(List.of());
    return write(before, live, LiveDocument.merge(onAir, added, now), now);
  }

  /**
   * Puts back, for each day that is not over, the release that was on air before. A roll back whose
   * publisher ended before it was recorded is only recorded: run again, it goes back one step, not
   * two.
   *
   * @return what is on air now
   * @throws IOException if there is no pointer, or nothing would be on air any more
   * @throws AnotherPublisherWonException if somebody else moved the pointer meanwhile
   * @throws OutcomeUnknownException if the pointer can neither be written nor read any more
   * @throws RecordFailedException if the pointer moved but its record could not be written
   */
  public LiveDocument rollBack(Instant now) throws IOException {
    Optional<Versioned> before = site.getVersioned(SitePaths.LIVE);
    Optional<LiveDocument> live = parse(before);
    if (live.isEmpty()) {
      throw new IOException("nothing is on air");
    }
    List<LiveDocument> history = new ArrayList<>();
    for (ObjectInfo record : ledger.list(LedgerPaths.POINTERS)) {
      history.add(LiveDocument.parse(ledger.get(record.path())));
    }
    history.sort(Comparator.comparing(LiveDocument::published));
    Set<String> complete = new HashSet<>();
    for (String release : Rollback.releases(history)) {
      if (site.head(SitePaths.releaseDescription(release)).isPresent()) {
        complete.add(release);
      }
    }
    Rollback rollback = new Rollback(history, complete);
    if (isUnrecordedRollBack(live.get(), history, rollback, now)) {
      record(live.get());
      return live.get();
    }
    return write(before, live, rollback.days(live.get().days(), now), now);
  }

  private static boolean isUnrecordedRollBack(
      LiveDocument live, List<LiveDocument> history, Rollback rollback, Instant now) {
    if (history.isEmpty()
        || history.stream().anyMatch(each -> each.publication().equals(live.publication()))) {
      return false;
    }
    try {
      List<LiveDay> before = history.get(history.size() - 1).days();
      return live.days().equals(rollback.days(before, now));
    } catch (IOException e) {
      return false; // there is nothing that it could have gone back to
    }
  }

  private static Optional<LiveDocument> parse(Optional<Versioned> pointer) throws IOException {
    return pointer.isEmpty()
        ? Optional.empty()
        : Optional.of(LiveDocument.parse(pointer.get().content()));
  }

  private LiveDocument write(
      Optional<Versioned> before, Optional<LiveDocument> live, List<LiveDay> days, Instant now)
      throws IOException {
    Instant published = now.truncatedTo(ChronoUnit.SECONDS);
    if (live.isPresent()) {
      if (days.equals(live.get().days())) {
        record(live.get());
        return live.get();
      }
      writeRecord(live.get()); // its own publisher may have died before it could
      // Records are named by this, so two publications of one second must not share it.
      Instant soonest = live.get().published().plusSeconds(1);
      published = published.isBefore(soonest) ? soonest : published;
    }
    LiveDocument next =
        new LiveDocument(
            LiveDocument.FORMAT,
            UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString(),
            published,
            days);
    move(next, before.map(Versioned::version));
    record(next);
    return next;
  }

  /** Not repeated blindly: after each failure the pointer itself tells who moved it, if anybody. */
  private void move(LiveDocument next, Optional<String> expected) throws IOException {
    Optional<IOException> failure = moveOnce(next, expected);
    for (int attempt = 1; attempt < MOST_ATTEMPTS && failure.isPresent(); attempt++) {
      failure = moveOnce(next, expected);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Moves the pointer, unless somebody else has.
   *
   * @return a failure that left the pointer alone, if there was one
   */
  private Optional<IOException> moveOnce(LiveDocument next, Optional<String> expected)
      throws IOException {
    try {
      site.putIfUnchanged(SitePaths.LIVE, JsonText.document(next), expected);
      return Optional.empty();
    } catch (IOException e) {
      Optional<Versioned> after = readBack(e);
      if (after.isPresent()
          && LiveDocument.parse(after.get().content()).publication().equals(next.publication())) {
        return Optional
            .empty(); // the answer was lost, or the write came later than it was waited for
      }
      if (e instanceof PreconditionFailedException
          || !after.map(Versioned::version).equals(expected)) {
        throw new AnotherPublisherWonException(e);
      }
      return Optional.of(e);
    }
  }

  private Optional<Versioned> readBack(IOException writeFailure) throws OutcomeUnknownException {
    try {
      return site.getVersioned(SitePaths.LIVE);
    } catch (IOException e) {
      writeFailure.addSuppressed(e);
      throw new OutcomeUnknownException(writeFailure);
    }
  }

  private void record(LiveDocument live) throws RecordFailedException {
    try {
      writeRecord(live);
    } catch (IOException e) {
      throw new RecordFailedException(LedgerPaths.pointer(live.published()), e);
    } catch (RuntimeException e) { // on air it is all the same
      throw new RecordFailedException(LedgerPaths.pointer(live.published()), new IOException(e));
    }
  }

  private void writeRecord(LiveDocument live) throws IOException {
    String path = LedgerPaths.pointer(live.published());
    if (ledger.head(path).isEmpty()) {
      ledger.put(path, JsonText.document(live));
    }
  }

  /** Somebody else moved the pointer first; theirs is on air. */
  public static final class AnotherPublisherWonException extends IOException {
    AnotherPublisherWonException(IOException cause) {
      super("another publisher moved the pointer first; what it published is on air", cause);
    }
  }

  /** The pointer was to be moved, and nobody could be asked whether it was. */
  public static final class OutcomeUnknownException extends IOException {
    public OutcomeUnknownException(IOException cause) {
      super(
          ("it is not known whether what is on air has changed: %s could neither be written for"
                  + " certain nor read back (%s); run again, which is safe")
              .formatted(SitePaths.LIVE, cause.getMessage()),
          cause);
    }
  }

  /** The release is on air, but the ledger does not say all about it yet. */
  public static final class RecordFailedException extends IOException {
    /**
     * @param path below the ledger
     */
    public RecordFailedException(String path, IOException cause) {
      super("published, but " + path + " could not be written; run again", cause);
    }
  }
}
