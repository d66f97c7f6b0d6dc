package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.release.SitePaths;
import io.streamsync.store.FolderStore;
import io.streamsync.store.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A night that dies while it uploads videos: complete ones are never encoded or written again. */
@Timeout(300)
class InterruptedEncodeTest {
  private static TinyNight before;
  private static TinyNight after;
  private static String oldRelease;
  private static String newRelease;
  private static Journal journal;

  @BeforeAll
  static void journalTwoEncodes(@TempDir Path folder) throws Exception {
    before =
        TinyNight.on(
                new FolderStore(folder),
                new MemoryStore(Clock.systemUTC()),
                new MemoryStore(Clock.systemUTC()))
            .withSlate();
    before.putClip("red", "red");
    before.putSequences(TinyNight.record("u1", "red"));
    before.run();
    oldRelease = before.wholeOnAir();
    before.putClip("green", "green");
    before.putClip("blue", "blue");
    before.putSequences(TinyNight.record("u1", "blue", "green"));
    after = before.copy();
    journal = new Journal();
    after.watchedBy(journal).run();
    newRelease = after.wholeOnAir();
  }

  /** In the midst of the first video, before and after its last write, and before the second's. */
  static Stream<Integer> moments() {
    List<String> written = journal.paths(after.site());
    List<Integer> completions =
        written.stream()
            .filter(path -> path.equals(SitePaths.videoDescription(SitePaths.videoKey(path + "/"))))
            .map(journal::indexOf)
            .toList();
    assertThat(completions).hasSize(2);
    int first = completions.get(0);
    return Stream.of(first / 2, first, first + 1, completions.get(1));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void night_thatDiesInAnUpload_leavesTheOldRelease_andTheNextUploadsOnlyWhatIsIncomplete(
      int writes) throws Exception {
    TinyNight left = journal.left(writes, before, after);
    Set<String> complete = left.completeVideos();
    Set<String> present = left.published().keySet();

    assertThat(left.wholeOnAir()).isEqualTo(oldRelease);

    Journal next = new Journal();
    left.watchedBy(next).run();

    assertThat(left.wholeOnAir()).isEqualTo(newRelease);
    assertThat(left.published()).isEqualTo(after.published());
    List<String> written = next.paths(left.site());
    assertThat(written).doesNotHaveDuplicates();
    assertThat(written)
        .filteredOn(present::contains)
        .as("of the video whose upload was cut alone")
        .allMatch(path -> path.startsWith("segments/"))
        .noneMatch(path -> complete.contains(SitePaths.videoKey(path)))
        .extracting(SitePaths::videoKey)
        .satisfies(keys -> assertThat(Set.copyOf(keys)).hasSizeLessThanOrEqualTo(1));
  }
}
