package io.streamsync.sequence;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.VideoScan;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the sequence files that apply to a day. Folders of other days are not looked into. */
public final class SequenceScan {
  public static final String FOLDER = "sequences/";

  private SequenceScan() {}

  /**
   * What was found.
   *
   * @param files that apply, by path
   * @param rejects files of another kind, and those of no bytes
   * @param notReady files too young to be complete
   */
  public record Found(List<SequenceFile> files, List<Reject> rejects, List<String> notReady) {
    public int read() {
      return files.size() + rejects.size() + notReady.size();
    }
  }

  public static Found scan(ObjectStore input, LocalDate day, Instant now) throws IOException {
    Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ObjectInfo file : input.list(FOLDER)) {
      String name = file.path().substring(FOLDER.length());
      if (name.startsWith(day + "/")) {
        place(input, file, name.substring(name.indexOf('/') + 1), Place.DAY, now, found);
      } else if (!isOtherDay(name)) {
        place(input, file, name, Place.STANDING, now, found);
      }
    }
    return found;
  }

  private static boolean isOtherDay(String name) {
    if (!name.matches("\\d{4}-\\d{2}-\\d{2}/.*")) {
      return false;
    }
    try {
      LocalDate.parse(name.substring(0, name.indexOf('/')));
      return true;
    } catch (DateTimeParseException e) { // as 2026-02-30, of which nobody would ever hear
      return false;
    }
  }

  private static void place(
      ObjectStore input, ObjectInfo file, String name, Place place, Instant now, Found found) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean known = lower.endsWith(SequenceFile.JSONL) || lower.endsWith(SequenceFile.CSV);
    boolean settled = !file.modified().plus(VideoScan.SETTLED_AFTER).isAfter(now);
    if (!known || name.contains("/")) {
      String reason =
          known ? "its folder is no day, as 2026-11-20 is" : "it is neither .jsonl nor .csv";
      found.rejects().add(Reject.ofFile(RejectCode.UNKNOWN_FILE, file.path(), reason));
    } else if (input.asFile(file.path()).isPresent() && !settled) {
      found.notReady().add(file.path());
    } else if (file.size() == 0) {
      found
          .rejects()
          .add(Reject.ofFile(RejectCode.EMPTY_FILE, file.path(), "the file has no bytes"));
    } else {
      found.files().add(new SequenceFile(file, place));
    }
  }
}
