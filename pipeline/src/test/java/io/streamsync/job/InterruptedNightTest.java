package io.streamsync.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.publish.PointerWriter;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.SitePaths;
import io.streamsync.store.FolderStore;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A night that dies at each moment at which it leaves something else behind. An old release is on
 * air and all videos are in the store, so what is tried is timelines, release and pointer.
 */
@Timeout(300)
class InterruptedNightTest {
  private static TinyNight before;
  private static TinyNight after;
  private static String oldRelease;
  private static String newRelease;
  private static Counting journal;

  @BeforeAll
  static void journalANight(@TempDir Path folder) throws Exception {
    before = TinyNight.on(new FolderStore(folder), memory(), memory()).withSlate();
    before.putClip("red", "red");
    before.putClip("blue", "blue");
    before.putSequences(TinyNight.record("u1", "red"));
    before.run();
    oldRelease = before.wholeOnAir();
    before.putSequences(TinyNight.record("u1", "blue"), TinyNight.record("u2", "red"));
    after = before.copy();
    journal = new Counting();
    after.watchedBy(journal).run();
    newRelease = after.wholeOnAir();
    assertThat(newRelease).isNotEqualTo(oldRelease);
  }

  private static ObjectStore memory() {
    return new MemoryStore(Clock.systemUTC());
  }

  /** A run's own folder decides nothing of a later one, which {@link OfOneRun} holds. */
  static Stream<Integer> writesThatALaterNightCanSee() {
    return IntStream.rangeClosed(0, journal.writes().size())
        .filter(n -> n == 0 || !journal.writes().get(n - 1).path().startsWith("runs/"))
        .boxed();
  }

  @ParameterizedTest
  @MethodSource("writesThatALaterNightCanSee")
  @Execution(ExecutionMode.CONCURRENT)
  void night_thatDiesAfterAWrite_leavesAWholeReleaseOnAir_andTheNextNightWritesOnlyTheRest(
      int writes) throws Exception {
    TinyNight left = journal.left(writes, before, after);
    boolean moved = writes > journal.indexOf(SitePaths.LIVE);

    assertThat(left.wholeOnAir()).isEqualTo(moved ? newRelease : oldRelease);

    Map<String, String> present = left.published();
    Journal next = new OfOneRun();
    left.watchedBy(next).run();

    assertThat(left.wholeOnAir()).isEqualTo(newRelease);
    assertThat(left.published()).isEqualTo(after.published());
    assertThat(next.paths(left.site())).doesNotHaveDuplicates();
    assertThat(next.paths(left.site())).doesNotContainAnyElementsOf(present.keySet());
    assertThat(next.paths(left.site()).contains(SitePaths.LIVE)).isNotEqualTo(moved);
    assertThat(left.ledger().head(LedgerPaths.LINKS)).isPresent();
    assertThat(left.ledger().head(LedgerPaths.pointer(left.live().published()))).isPresent();
  }

  /** Of the operations up to the pointer; what fails after it is told by another exit code. */
  @ParameterizedTest
  @MethodSource("operations")
  @Execution(ExecutionMode.CONCURRENT)
  void night_whoseStoresFailFromAnOperationOn_fails_andChangesNothingOnAir(int operations)
      throws Exception {
    TinyNight state = before.copy();

    assertThatThrownBy(() -> state.watchedBy(new Failing(operations)).run())
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining(Failing.REASON);

    assertThat(state.wholeOnAir()).isEqualTo(oldRelease);
  }

  /** Five in a build; with {@code -Dnight.operations=all} each one, which takes minutes. */
  static Stream<Integer> operations() {
    int count = journal.operationsToThePointer();
    int step = "all".equals(System.getProperty("night.operations")) ? 1 : Math.max(1, count / 4);
    assertThat(count).isGreaterThan(40);
    return IntStream.range(0, count).filter(n -> n % step == 0).boxed();
  }

  @Test
  void publish_whoseStoresFailFromAnyOperationOn_leavesOldOrNew_andCanBeRunAgain()
      throws Exception {
    int completed = journal.indexOf(SitePaths.LIVE);
    List<String> release = List.of(newRelease);
    int operations = 0;
    boolean done = false;
    while (!done) {
      TinyNight left = journal.left(completed, before, after);
      TinyNight failing = left.watchedBy(new Failing(operations++));
      try {
        new PointerWriter(failing.site(), failing.ledger()).publish(release, left.now());
        done = true;
      } catch (IOException e) {
        boolean published = e instanceof PointerWriter.RecordFailedException;
        assertThat(left.wholeOnAir()).isEqualTo(published ? newRelease : oldRelease);
        new PointerWriter(left.site(), left.ledger()).publish(release, left.now());
      }
      assertThat(left.wholeOnAir()).isEqualTo(newRelease);
      assertThat(left.ledger().head(LedgerPaths.pointer(left.live().published()))).isPresent();
    }
    assertThat(operations).isGreaterThan(4);
  }

  /** Only the ledger is left to tell of it. */
  @Test
  void night_whoseSiteFallsSilentAtThePointer_reportsThatNobodyKnows() throws Exception {
    TinyNight state = before.copy();

    assertThatThrownBy(() -> state.watchedBy(new SilentFromThePointer()).run())
        .isInstanceOf(PointerWriter.OutcomeUnknownException.class);

    List<String> reports = new ArrayList<>();
    for (ObjectInfo object : state.ledger().list("runs/")) {
      if (object.path().endsWith("/report.html")) {
        reports.add(new String(state.ledger().get(object.path()), UTF_8));
      }
    }
    assertThat(reports).filteredOn(page -> page.contains("Perhaps on air")).hasSize(1);
  }

  /** A site that answers nothing any more once the pointer is to be moved. */
  private static final class SilentFromThePointer implements WatchedStore.Watch {
    /** By the check of the release, and by whoever moves it. */
    private static final int LOOKS_BEFORE_IT_MOVES = 2;

    private int looksAtThePointer;
    private boolean isReady;

    @Override
    public void before(String path) throws IOException {
      if (isReady && path.equals(SitePaths.LIVE)) {
        looksAtThePointer++;
      }
      boolean ofTheSite = path.equals(SitePaths.LIVE) || path.endsWith("/release.json");
      if (ofTheSite && looksAtThePointer > LOOKS_BEFORE_IT_MOVES) {
        throw new IOException("planted: no answer");
      }
    }

    @Override
    public void written(ObjectStore store, String path, byte[] content) {
      isReady |= path.endsWith("/release.json");
    }
  }

  private static final class Counting extends Journal {
    private int operations;
    private int toThePointer;

    @Override
    public void before(String path) {
      operations++;
    }

    @Override
    public void written(ObjectStore store, String path, byte[] content) {
      super.written(store, path, content);
      if (path.equals(SitePaths.LIVE)) {
        toThePointer = operations;
      }
    }

    /** Reads and writes up to the one that moves the pointer, itself included. */
    int operationsToThePointer() {
      return toThePointer;
    }
  }

  /** Refuses all operations but the first ones, as a store does that is out of reach. */
  private static final class Failing implements WatchedStore.Watch {
    static final String REASON = "planted: the store is out of reach";

    private int operationsLeft;

    Failing(int operations) {
      operationsLeft = operations;
    }

    @Override
    public void before(String path) throws IOException {
      if (operationsLeft-- <= 0) {
        throw new IOException(REASON);
      }
    }

    @Override
    public void written(ObjectStore store, String path, byte[] content) {}
  }

  /** Of one run, which looks into no other's folder but for what its report tells of rejects. */
  private static final class OfOneRun extends Journal {
    private String run = "";

    @Override
    public void before(String path) {
      if (path.startsWith("runs/") && !path.contains("/rejects/")) {
        String other = path.split("/", 3)[1];
        run = run.isEmpty() ? other : run;
        assertThat(other).as("run of " + path).isEqualTo(run);
      }
    }
  }
}
