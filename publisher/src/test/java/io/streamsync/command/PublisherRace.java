package io.streamsync.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamsync.publish.TinyRelease;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.store.FaultyProxy;
import io.streamsync.store.FolderStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/** Two publish commands on one site at the same moment, each with a release of the same day. */
final class PublisherRace {
  private static final String BEFORE = "20261120-bbbbbbbbbbbbb";
  private static final List<String> RIVALS = List.of("20261120-ccccccccccccc", TinyRelease.ID);

  private final String site;
  private final String ledger;
  private int recordsBefore;

  /** On places that hold nothing yet. */
  PublisherRace(String site, String ledger) {
    this.site = site;
    this.ledger = ledger;
  }

  /**
   * How it ended.
   *
   * @param exits of the two commands
   * @param messages of each on its error output
   * @param winners whose release is on air: its number, for each day
   * @param newRecords what was added to the pointers in the ledger
   * @param recorded whether the newest record is the pointer, byte for byte
   */
  record Outcome(
      List<Integer> exits,
      List<String> messages,
      List<Integer> winners,
      int newRecords,
      boolean recorded) {

    /** One exit 0, whose release is on air; one exit 3, which left no trace. */
    boolean hasOneWinner() {
      int winner = exits.indexOf(ExitCodes.DONE);
      return winner >= 0
          && exits.get(1 - winner) == ExitCodes.ANOTHER_PUBLISHER_WON
          && winners.equals(List.of(winner))
          && newRecords == 1
          && recorded;
    }

    /** They missed each other: the second one read what the first had published. */
    boolean wasOneAfterTheOther() {
      return exits.equals(List.of(0, 0)) && winners.size() == 1 && newRecords == 2 && recorded;
    }
  }

  /** Writes both releases, and perhaps puts another one on air first. */
  void prepare(boolean onAirBefore) throws IOException {
    try (ObjectStore siteStore = Stores.open(site);
        ObjectStore ledgerStore = Stores.open(ledger)) {
      for (String release : RIVALS) {
        TinyRelease.write(siteStore, ledgerStore, release);
      }
      if (onAirBefore) {
        TinyRelease.write(siteStore, ledgerStore, BEFORE);
        publish(BEFORE, new StringWriter());
      }
      recordsBefore = ledgerStore.list("pointers/").size();
    }
  }

  private int publish(String release, StringWriter err) {
    CommandLine program = Commands.of(new PublisherMain());
    program.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true));
    return program.execute(arguments(release).toArray(String[]::new));
  }

  private List<String> arguments(String release) {
    return List.of("publish", "--site=" + site, "--ledger=" + ledger, release);
  }

  private interface Gate {
    void open(List<Thread> rivals) throws Exception;
  }

  /**
   * In two threads on object storage, reached through a proxy; none may write before both have read
   * and are about to write.
   */
  Outcome neckAndNeck(FaultyProxy storage) throws Exception {
    URI place = URI.create(site);
    storage.bringTogether(2, "PUT", "/%s%s/live.json".formatted(place.getHost(), place.getPath()));
    return atOnce();
  }

  /** In two threads that begin together; who meets whom where is left to chance. */
  Outcome atOnce() throws Exception {
    return inThreads(rivals -> rivals.forEach(Thread::start));
  }

  /** In two threads on a folder; none may write before both have read and are about to write. */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // it is what writers queue at
  Outcome neckAndNeck() throws Exception {
    return inThreads(
        rivals -> {
          synchronized (FolderStore.class) {
            rivals.forEach(Thread::start);
            while (rivals.stream().allMatch(Thread::isAlive)
                && !rivals.stream().allMatch(PublisherRace::waitsToWrite)) {
              LockSupport.parkNanos(1_000_000);
            }
          }
        });
  }

  private static boolean waitsToWrite(Thread rival) {
    return rival.getState() == Thread.State.BLOCKED
        && Arrays.stream(rival.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("putIfUnchanged"));
  }

  private Outcome inThreads(Gate gate) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    int[] exits = {-1, -1};
    List<StringWriter> messages = List.of(new StringWriter(), new StringWriter());
    List<Thread> rivals = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int number = i;
      rivals.add(
          new Thread(
              () -> {
                try {
                  start.await();
                  exits[number] = publish(RIVALS.get(number), messages.get(number));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    gate.open(rivals);
    for (Thread rival : rivals) {
      rival.join();
    }
    return outcome(List.of(exits[0], exits[1]), messages.stream().map(Object::toString).toList());
  }

  /** In two processes; none may write before both wait for the lock beside the folder. */
  Outcome inProcesses(List<String> program, Path folder) throws Exception {
    Path lock = Path.of(site + ".lock");
    List<Process> rivals = new ArrayList<>();
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      for (int i = 0; i < 2; i++) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments(RIVALS.get(i)));
        rivals.add(
            new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out-" + i).toFile())
                .redirectError(folder.resolve("err-" + i).toFile())
                .start());
      }
      while (held.isValid() && waiting(lock) < 2 && rivals.stream().allMatch(Process::isAlive)) {
        LockSupport.parkNanos(5_000_000);
      }
    }
    List<Integer> exits = List.of(rivals.get(0).waitFor(), rivals.get(1).waitFor());
    List<String> messages =
        List.of(
            Files.readString(folder.resolve("err-0")), Files.readString(folder.resolve("err-1")));
    return outcome(exits, messages);
  }

  /** Processes that the system lets wait for a lock of a file. */
  private static long waiting(Path lock) throws IOException {
    String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .filter(line -> line.contains("->") && line.contains(inode))
        .count();
  }

  private Outcome outcome(List<Integer> exits, List<String> messages) throws IOException {
    try (ObjectStore siteStore = Stores.open(site);
        ObjectStore ledgerStore = Stores.open(ledger)) {
      byte[] pointer = siteStore.get("live.json");
      List<Integer> winners =
          LiveDocument.parse(pointer).days().stream()
              .map(LiveDay::release)
              .map(RIVALS::indexOf)
              .toList();
      List<ObjectInfo> records = ledgerStore.list("pointers/");
      byte[] newest = ledgerStore.get(records.get(records.size() - 1).path());
      return new Outcome(
          exits,
          messages,
          winners,
          records.size() - recordsBefore,
          new String(newest, UTF_8).equals(new String(pointer, UTF_8)));
    }
  }
}
