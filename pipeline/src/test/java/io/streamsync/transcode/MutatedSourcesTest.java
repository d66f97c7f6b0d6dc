package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.transcode.SourceTrial.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged films of every common container. {@code -Dmutants=200 -Dmutants.seed=7} tries more; each
 * is made again from its seed and number, and those that end as they must not are kept.
 */
final class MutatedSourcesTest {
  private static final int COUNT = Integer.getInteger("mutants", 20);
  private static final long SEED = Long.getLong("mutants.seed", 1);
  private static final int FIRST = Integer.getInteger("mutants.first", 0);
  private static final Path KEPT = Path.of("target", "mutants");

  private final Path folder;
  private final TestClips clips;
  private final List<String> table = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  MutatedSourcesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
  }

  @Test
  void mutants_ofEveryContainer_areOnAirOrRejected() throws Exception {
    List<Path> bases = MutantBases.make(clips);
    SourceTrial trial = new SourceTrial(clips, folder);
    Files.createDirectories(KEPT);
    for (int number = FIRST; number < FIRST + COUNT; number++) {
      Path base = bases.get(number % bases.size());
      Mutant mutant = new Mutator(MutantBases.bytes(base), SEED * 1_000_003 + number).mutant();
      String name = number + "-" + base.getFileName();
      tryOut(trial, name, mutant);
    }
    Files.write(KEPT.resolve("seed-" + SEED + ".tsv"), table);
    assertThat(wrong)
        .as("of %d mutants of seed %d, kept in %s", COUNT, SEED, KEPT.toAbsolutePath())
        .isEmpty();
  }

  private void tryOut(SourceTrial trial, String name, Mutant mutant) throws IOException {
    Path source = clips.file("mutant-" + name, mutant.bytes());
    try {
      Ending ending = trial.run(source);
      add(name, mutant, ending.end(), ending.seconds(), ending.reason());
    } catch (Exception | AssertionError e) {
      Files.write(KEPT.resolve(SEED + "-" + name), mutant.bytes());
      add(name, mutant, "WRONG", 0, e.toString().lines().limit(6).toList().toString());
      wrong.add("seed " + SEED + ", mutant " + name + " (" + mutant.damage() + "): " + e);
    } finally {
      Files.deleteIfExists(source);
    }
  }

  private void add(String name, Mutant mutant, String end, double seconds, String reason) {
    String line =
        String.format(
            Locale.ROOT,
            "%s\t%.1f\t%s\t%s\t%s",
            end,
            seconds,
            name,
            mutant.damage(),
            reason.replaceAll("\\s+", " "));
    table.add(line);
    if (COUNT > 20) {
      System.out.println(line);
    }
  }
}
