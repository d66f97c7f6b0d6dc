package io.streamsync.command;

import io.streamsync.command.PublisherRace.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many rounds of {@link PublisherRace}, as a table. */
final class TwoPublishers {
  private TwoPublishers() {}

  /**
   * Folders are raced for by processes, object storage by threads.
   *
   * @param arguments number of rounds, the publisher's jar, a folder for all files, and perhaps
   *     {@code s3://bucket/prefix} without options, and these options
   */
  public static void main(String... arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[2]);
    Map<String, Integer> table = new TreeMap<>();
    for (int round = 1; round <= rounds; round++) {
      Outcome outcome =
          arguments.length > 3
              ? inStorage(arguments[3], arguments[4], round)
              : inFolder(
                  Path.of(arguments[1]), Files.createDirectory(folder.resolve("" + round)), round);
      String row = row(outcome, round % 2 == 0);
      table.merge(row, 1, Integer::sum);
      if (row.contains("WRONG")) {
        System.out.println("round " + round + ": " + outcome);
      }
    }
    table.forEach((row, count) -> System.out.printf("%5d  %s%n", count, row));
    System.exit(table.keySet().stream().anyMatch(row -> row.contains("WRONG")) ? 1 : 0);
  }

  private static String row(Outcome outcome, boolean onAirBefore) {
    String condition = onAirBefore ? "if it is unchanged" : "if there is none ";
    if (outcome.hasOneWinner()) {
      int winner = outcome.exits().indexOf(ExitCodes.DONE);
      return condition + "  " + (winner == 0 ? "first" : "second") + " wins, the other exits 3";
    }
    return condition + (outcome.wasOneAfterTheOther() ? "  one after the other" : "  WRONG");
  }

  private static Outcome inFolder(Path jar, Path folder, int round) throws Exception {
    PublisherRace race =
        new PublisherRace(folder.resolve("site").toString(), folder.resolve("ledger").toString());
    race.prepare(round % 2 == 0);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> program =
        List.of(java.toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
    return race.inProcesses(program, folder);
  }

  private static Outcome inStorage(String place, String options, int round) throws Exception {
    String base = place + "/" + System.nanoTime();
    PublisherRace race = new PublisherRace(base + "/site?" + options, base + "/ledger?" + options);
    race.prepare(round % 2 == 0);
    return race.atOnce();
  }
}
