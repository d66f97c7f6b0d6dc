package io.streamsync.captions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WebVTT (W3C Candidate Recommendation, 2019) as far as captions need it: cues with their settings
 * and markup. Comments, styles, regions and the cues' ids are not kept.
 */
public final class WebVtt {
  private static final String ARROW = "-->";
  private static final String TIME = "(?:(\\d{1,9}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})";
  private static final Pattern TIMES =
      Pattern.compile("[ \t]*" + TIME + "[ \t]*-->[ \t]*" + TIME + "(?:[ \t]+(.*))?");
  private static final Pattern COMMA = Pattern.compile(":\\d+,\\d");
  private static final Pattern NOT_A_CUE =
      Pattern.compile("(?:NOTE(?:[ \t].*)?|(?:STYLE|REGION)[ \t]*)");

  private WebVtt() {}

  /**
   * The cues of a file, {@linkplain Cue#BY_TIME by time}. What a browser passes over is passed over
   * here too: text without times, and cues without text. Times that a browser would not read are an
   * error, since somebody meant them.
   */
  public static List<Cue> read(String text) throws WebVttException {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new Reader(plain.replace("\0", "\uFFFD").split("\r\n|\n|\r", -1)).read();
  }

  /**
   * A file of cues, in the order given.
   *
   * @throws IllegalArgumentException if a cue starts before 0
   */
  public static String write(List<Cue> cues) {
    List<String> blocks = new ArrayList<>();
    for (Cue cue : cues) {
      String settings = cue.settings().isEmpty() ? "" : " " + cue.settings();
      blocks.add(
          "%s --> %s%s\n%s\n"
              .formatted(time(cue.startMillis()), time(cue.endMillis()), settings, cue.text()));
    }
    return "WEBVTT\n\n" + String.join("\n", blocks);
  }

  private static String time(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("WebVTT has no time before 0, was " + millis + " ms");
    }
    long seconds = millis / 1000;
    return String.format(
        java.util.Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        millis % 1000);
  }

  private static final class Reader {
    private final String[] lines;
    private final List<String> all;
    private final List<Cue> cues = new ArrayList<>();
    private int next;

    Reader(String[] lines) {
      this.lines = lines;
      this.all = Arrays.asList(lines);
    }

    List<Cue> read() throws WebVttException {
      if (!lines[0].matches("WEBVTT(?:[ \t].*)?")) {
        throw new WebVttException(1, "a file must begin with WEBVTT");
      }
      next = 1;
      skipText();
      while (next < lines.length) {
        block();
      }
      return cues.stream().sorted(Cue.BY_TIME).toList();
    }

    private void block() throws WebVttException {
      String first = lines[next];
      if (first.contains(ARROW)) {
        cue();
      } else if (NOT_A_CUE.matcher(first).matches()) {
        skipBlock();
      } else {
        next++; // an empty line, an id, or text that no times precede
      }
    }

    private void cue() throws WebVttException {
      int line = next + 1;
      String times = lines[next++];
      Matcher matcher = TIMES.matcher(times);
      if (!matcher.matches()) {
        throw new WebVttException(line, reason(times));
      }
      long start = millis(matcher, 1);
      long end = millis(matcher, 5);
      if (end <= start) {
        throw new WebVttException(line, "a cue must end after it starts: " + times);
      }
      String settings = matcher.group(9) == null ? "" : matcher.group(9).strip();
      if (settings.contains(ARROW)) {
        throw new WebVttException(line, "a second arrow: " + times);
      }
      int from = next;
      skipText();
      if (next > from) {
        cues.add(new Cue(start, end, settings, String.join("\n", all.subList(from, next))));
      }
    }

    private static String reason(String times) {
      return COMMA.matcher(times).find()
          ? "milliseconds stand behind a dot, not a comma: " + times
          : "not the times of a cue: " + times;
    }

    private static long millis(Matcher times, int hours) {
      long seconds = times.group(hours) == null ? 0 : Long.parseLong(times.group(hours)) * 3600;
      seconds += Long.parseLong(times.group(hours + 1)) * 60;
      seconds += Long.parseLong(times.group(hours + 2));
      return seconds * 1000 + Long.parseLong(times.group(hours + 3));
    }

    /**
     * To the next empty line or the next cue, as a browser does where the empty line is missing.
     */
    private void skipText() {
      while (next < lines.length && !lines[next].isEmpty() && !lines[next].contains(ARROW)) {
        next++;
      }
    }

    private void skipBlock() {
      while (next < lines.length && !lines[next].isEmpty()) {
        next++;
      }
    }
  }
}
