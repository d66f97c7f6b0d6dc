package io.streamsync.command;

import io.streamsync.command.PublisherRace.Outcome;
import io.streamsync.store.FaultyProxy;
import io.streamsync.store.S3Mock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many rounds of {@link PublisherRace}, as a table. */
final class TwoPublishers {
  private TwoPublishers() {}

  /**
   * Without a place they race on folders, as processes, and in S3Mock, as threads, held back until
   * both are about to write. In a bucket of one's own chance decides who meets whom.
   *
   * @param arguments number of rounds, the publisher's jar, a folder for all files, and perhaps
   *     {@code s3://bucket/prefix} without options, and these options
   */
  public static void main(String... arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path jar = Path.of(arguments[1]);
    Path folder = Path.of(arguments[2]);
    boolean allWell;
    if (arguments.length > 3) {
      allWell = race(arguments[3], rounds, round -> inBucket(arguments[3], arguments[4], round));
    } else {
      allWell = race("folder", rounds, round -> inFolder(jar, folder.resolve("" + round), round));
      try (S3Mock storage = S3Mock.start()) {
        allWell &= race("S3Mock", rounds, round -> inMock(storage, round));
      }
    }
    System.exit(allWell ? 0 : 1);
  }

  private interface Round {
    Outcome run(int number) throws Exception;
  }

  private static boolean race(String where, int rounds, Round round) throws Exception {
    Map<String, Integer> table = new TreeMap<>();
    for (int number = 1; number <= rounds; number++) {
      Outcome outcome = round.run(number);
      String row = row(outcome, number % 2 == 0);
      table.merge(row, 1, Integer::sum);
      if (row.contains("WRONG")) {
        System.out.println("round " + number + ": " + outcome);
      }
    }
    System.out.println(where);
    table.forEach((row, count) -> System.out.printf("%5d  %s%n", count, row));
    return table.keySet().stream().noneMatch(row -> row.contains("WRONG"));
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
    Files.createDirectory(folder);
    PublisherRace race =
        new PublisherRace(folder.resolve("site").toString(), folder.resolve("ledger").toString());
    race.prepare(round % 2 == 0);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> program =
        List.of(java.toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
    return race.inProcesses(program, folder);
  }

  private static Outcome inMock(S3Mock storage, int round) throws Exception {
    try (FaultyProxy proxy = FaultyProxy.honest(storage.port())) {
      PublisherRace race =
          new PublisherRace(storage.location(proxy.port()), storage.location(proxy.port()));
      race.prepare(round % 2 == 0);
      return race.neckAndNeck(proxy);
    }
  }

  private static Outcome inBucket(String place, String options, int round) throws Exception {
    String base = place + "/" + System.nanoTime();
    PublisherRace race = new PublisherRace(base + "/site?" + options, base + "/ledger?" + options);
    race.prepare(round % 2 == 0);
    return race.atOnce();
  }
}
