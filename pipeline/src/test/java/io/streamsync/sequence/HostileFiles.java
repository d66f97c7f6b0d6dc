package io.streamsync.sequence;

import io.streamsync.source.RejectCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sequence files of good and bad records in a fixed disorder, with what must be said of each line.
 * The day has a gap from 02:00 to 03:00, {@code a}, {@code b} and {@code c} are on air, {@code
 * soon} is not ready.
 */
final class HostileFiles {
  /** What becomes of a record, and so how it is counted. */
  enum Fate {
    LINE_REJECTED,
    RECORD_REJECTED,
    NOT_READY,
    ON_AIR
  }

  /**
   * A way to be wrong.
   *
   * @param line with {@code $} for the user and {@code #} for a byte that is not UTF-8
   * @param code of the line or of its item
   */
  private record Fault(String line, RejectCode code, Fate fate) {}

  private static final List<Fault> JSON_FAULTS =
      List.of(
          json("nonsense", RejectCode.BAD_LINE),
          json("{'user': '$', 'videos': ['a']}", RejectCode.BAD_LINE),
          json("{\"user\": \"$\", \"videos\": [\"a\"]} trailing", RejectCode.BAD_LINE),
          json("{\"user\": \"$\", \"user\": \"$\", \"videos\": [\"a\"]}", RejectCode.BAD_LINE),
          json("{\"user\": \"$\", \"videos\": [1" + "0".repeat(500) + "]}", RejectCode.BAD_LINE),
          json("{\"user\": \"$\", \"videos\": " + "[".repeat(5000), RejectCode.BAD_LINE),
          json("{\"user\": \"$\", \"videos\": [\"a\u0000\"]}", RejectCode.BAD_LINE),
          json("{\"user\": \"$\", \"videos\": [\"#\"]}", RejectCode.NOT_UTF8),
          json("\"$\"", RejectCode.BAD_RECORD),
          json("{\"videos\": [\"a\"]}", RejectCode.BAD_RECORD),
          json("{\"user\": \"$\", \"channel\": \"$\", \"videos\": []}", RejectCode.BAD_RECORD),
          json("{\"user\": \"$\", \"videos\": \"a\"}", RejectCode.BAD_RECORD),
          json("{\"user\": \"/$\", \"videos\": [\"a\"]}", RejectCode.BAD_ID),
          json("{\"user\": \"$" + "u".repeat(200) + "\", \"videos\": [\"a\"]}", RejectCode.BAD_ID),
          json("{\"channel\": \"N$\", \"videos\": [\"a\"]}", RejectCode.BAD_ID),
          alone("7", RejectCode.BAD_ITEM),
          alone("{\"startAt\": \"20:00\"}", RejectCode.BAD_ITEM),
          alone("\"nobody\"", RejectCode.UNKNOWN_VIDEO),
          alone("{\"video\": \"a\", \"startAt\": \"24:00\"}", RejectCode.BAD_START),
          alone("{\"video\": \"a\", \"startAt\": 20}", RejectCode.BAD_START),
          alone("{\"video\": \"a\", \"startAt\": \"02:30\"}", RejectCode.START_IN_GAP),
          alone("{\"video\": \"a\", \"startAt\": \"23:59:59\"}", RejectCode.START_TOO_LATE),
          beside("[\"a\"]", RejectCode.BAD_ITEM),
          beside("\"no body\"", RejectCode.UNKNOWN_VIDEO),
          beside("\"soon\"", RejectCode.NOT_READY),
          beside("{\"video\": \"a\", \"startAt\": \"8pm\"}", RejectCode.BAD_START),
          beside("{\"video\": \"a\", \"startAt\": \"02:00\"}", RejectCode.START_IN_GAP),
          beside("{\"video\": \"a\", \"startAt\": \"19:59:59\"}", RejectCode.START_OVERLAP),
          new Fault(
              "{\"user\": \"$\", \"videos\": [\"soon\"]}", RejectCode.NOT_READY, Fate.NOT_READY));

  private static final List<Fault> CSV_FAULTS =
      List.of(
          row("$,1", RejectCode.BAD_LINE),
          row("$,1,a,,", RejectCode.BAD_LINE),
          row("$;1;a", RejectCode.BAD_LINE),
          row("$,-1,a", RejectCode.BAD_LINE),
          row("$,one,a,20:00", RejectCode.BAD_LINE),
          row("\"$,1,a", RejectCode.BAD_LINE),
          row("$,1,\"a\"b", RejectCode.BAD_LINE),
          row("$\u0000,1,a", RejectCode.BAD_LINE),
          row("$,1,a#", RejectCode.NOT_UTF8),
          row(",1,a", RejectCode.BAD_ID),
          row("$ $,1,a", RejectCode.BAD_ID),
          new Fault("$,1,nobody", RejectCode.UNKNOWN_VIDEO, Fate.RECORD_REJECTED),
          new Fault("$,1,", RejectCode.UNKNOWN_VIDEO, Fate.RECORD_REJECTED),
          new Fault("$,1,a,20", RejectCode.BAD_START, Fate.RECORD_REJECTED),
          new Fault("$,1,a,02:59:59.999", RejectCode.START_IN_GAP, Fate.RECORD_REJECTED),
          new Fault("$,1,a,23:59:59.999", RejectCode.START_TOO_LATE, Fate.RECORD_REJECTED),
          new Fault("$,1,soon", RejectCode.NOT_READY, Fate.NOT_READY));

  private static Fault json(String line, RejectCode code) {
    return new Fault(line, code, Fate.LINE_REJECTED);
  }

  private static Fault row(String line, RejectCode code) {
    return new Fault(line, code, Fate.LINE_REJECTED);
  }

  /** In a record of its own. */
  private static Fault alone(String item, RejectCode code) {
    String line = "{\"user\": \"$\", \"videos\": [" + item + "]}";
    return new Fault(line, code, Fate.RECORD_REJECTED);
  }

  /** In a record that plays. */
  private static Fault beside(String item, RejectCode code) {
    String fixed = "{\"video\": \"b\", \"startAt\": \"19:59:55\"}";
    String line = "{\"user\": \"$\", \"videos\": [\"a\", " + item + ", " + fixed + ", \"c\"]}";
    return new Fault(line, code, Fate.ON_AIR);
  }

  private final Random random;
  private final SortedMap<String, byte[]> contents = new TreeMap<>();
  private final SortedMap<String, List<RejectCode>> codes = new TreeMap<>();
  private final SortedMap<String, List<String>> loops = new TreeMap<>();
  private final SortedMap<Fate, Integer> fates = new TreeMap<>();
  private final List<String> goodUsers = new ArrayList<>();
  private ByteArrayOutputStream content = new ByteArrayOutputStream();
  private String path = "";
  private int line;
  private int users;
  private int bad;

  private HostileFiles(long seed) {
    random = new Random(seed);
  }

  /** So many bad lines, and about as many good ones. */
  static HostileFiles of(long seed, int badLines) {
    HostileFiles files = new HostileFiles(seed);
    int file = 0;
    while (files.bad < badLines) {
      files.writeFile(file++, Math.min(badLines, files.bad + badLines / 8));
    }
    files.writeDay();
    return files;
  }

  /** By path. */
  SortedMap<String, byte[]> contents() {
    return contents;
  }

  /** What must be said, in order, by {@code path:line}; of all other lines nothing. */
  SortedMap<String, List<RejectCode>> codes() {
    return codes;
  }

  /** What good users see, by id. */
  SortedMap<String, List<String>> loops() {
    return loops;
  }

  /** How many records met a fate. */
  int count(Fate fate) {
    return fates.getOrDefault(fate, 0);
  }

  int bad() {
    return bad;
  }

  private void writeFile(int number, int untilBad) {
    boolean isCsv = number % 2 == 1;
    begin("sequences/%02d.%s".formatted(number, isCsv ? "csv" : "jsonl"));
    if (isCsv) {
      write("user,position,video,startAt");
    }
    while (bad < untilBad) {
      switch (random.nextInt(8)) {
        case 0 -> write(""); // of no meaning
        case 1, 2, 3 -> writeGood(isCsv);
        case 4 -> writeDamaged(isCsv);
        case 5 -> writeDuplicate(isCsv);
        default -> writeFault(isCsv ? CSV_FAULTS : JSON_FAULTS);
      }
    }
    contents.put(path, content.toByteArray());
  }

  /** Records of the day that cannot play: those that stand stay in force. */
  private void writeDay() {
    begin("sequences/2026-03-29/day.jsonl");
    for (String user : goodUsers.subList(0, goodUsers.size() / 4)) {
      write("{\"user\": \"" + user + "\", \"videos\": [\"nobody\"]}");
      say(Fate.RECORD_REJECTED, RejectCode.UNKNOWN_VIDEO, RejectCode.NO_PLAYABLE_ITEM);
    }
    contents.put(path, content.toByteArray());
  }

  private void begin(String newPath) {
    path = newPath;
    content = new ByteArrayOutputStream();
    line = 0;
  }

  private void write(String text) {
    line++;
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '#' ? (byte) 0xFF : bytes[i];
    }
    content.writeBytes(bytes);
  }

  private void say(Fate fate, RejectCode... said) {
    fates.merge(fate, 1, Integer::sum);
    codes.put(path + ":" + line, Arrays.stream(said).sorted().toList());
    bad++;
  }

  private String user() {
    return "u-" + users++;
  }

  private List<String> videos() {
    List<String> videos = new ArrayList<>(List.of("a", "b", "c", "a"));
    Collections.shuffle(videos, random);
    return videos.subList(0, 1 + random.nextInt(4));
  }

  private void writeGood(boolean isCsv) {
    String user = user();
    List<String> videos = videos();
    if (isCsv) {
      for (int i = 0; i < videos.size(); i++) {
        write("%s, %d,\"%s\"%s".formatted(user, i * 3, videos.get(i), i % 2 == 0 ? "," : ""));
      }
    } else {
      write(
          "{\"user\": \"%s\", \"videos\": [\"%s\"]}"
              .formatted(user, String.join("\", \"", videos)));
      goodUsers.add(user);
    }
    loops.put(user, List.copyOf(videos));
    fates.merge(Fate.ON_AIR, 1, Integer::sum);
  }

  /** A good line that was cut off, or in which a byte was overwritten. */
  private void writeDamaged(boolean isCsv) {
    String good = isCsv ? "%s,1,a" : "{\"user\": \"%s\", \"videos\": [\"a\", \"b\"]}";
    String text = good.formatted(user());
    int at = 1 + random.nextInt(text.length() - 1);
    if (random.nextBoolean()) {
      write(text.substring(0, at) + "#" + text.substring(at));
      say(Fate.LINE_REJECTED, RejectCode.NOT_UTF8);
    } else {
      write(isCsv ? text.substring(0, text.lastIndexOf(',')) : text.substring(0, at));
      say(Fate.LINE_REJECTED, RejectCode.BAD_LINE);
    }
  }

  private void writeDuplicate(boolean isCsv) {
    if (isCsv) {
      String user = user();
      write(user + ",1,b");
      write(user + ",1,a");
      loops.put(user, List.of("b"));
      say(Fate.ON_AIR, RejectCode.DUPLICATE_POSITION);
    } else if (!goodUsers.isEmpty()) {
      String user = goodUsers.get(random.nextInt(goodUsers.size()));
      write("{\"user\": \"" + user + "\", \"videos\": [\"c\"]}");
      say(Fate.RECORD_REJECTED, RejectCode.DUPLICATE_RECORD);
    }
  }

  private void writeFault(List<Fault> faults) {
    Fault fault = faults.get(random.nextInt(faults.size()));
    write(fault.line().replace("$", user()));
    switch (fault.fate()) {
      case RECORD_REJECTED -> say(fault.fate(), fault.code(), RejectCode.NO_PLAYABLE_ITEM);
      case NOT_READY -> say(fault.fate(), fault.code(), RejectCode.NOT_READY);
      default -> say(fault.fate(), fault.code());
    }
  }
}
