package io.streamsync.source;

/**
 * Why a file, a record or an item of one is not on air. Codes are stable: they are what reports and
 * alerts count. {@link #NOT_READY} is counted apart, since nobody need do anything.
 */
public enum RejectCode {
  NOT_READY("nothing to do: it is taken the next night"),
  BAD_ID(
      "rename it to letters, digits, '.', '_' and '-', at most 128, the first a letter or digit"),
  DUPLICATE_VIDEO("keep one file for each video id"),
  BAD_SIDECAR("the .json beside a video holds {\"title\": \"...\"} and nothing else is needed"),
  BAD_CAPTIONS(
      "captions are <videoId>.<language>.vtt or .srt beside their video, in UTF-8, such as"
          + " film.pt-br.vtt"),
  VIDEO_NOT_ON_AIR("see what is said of the video itself"),
  EMPTY_FILE("copy the file again"),
  NOT_A_VIDEO("ffmpeg cannot read it; export it again or remove it"),
  NO_PICTURE("only files with a video track can be on air"),
  TOO_SHORT("videos need at least one second"),
  TOO_LONG("cut it: what is longer than a day can never be seen whole"),
  ENCODE_FAILED("see ffmpeg's reason; export the video again"),
  BAD_SLATE("slate.png or slate.jpg is one picture; the built-in one is shown instead"),
  UNKNOWN_FILE("sequences are .jsonl or .csv"),
  BAD_HEADER("a CSV file begins with: user,position,video or user,position,video,startAt"),
  NOT_UTF8("save the file as UTF-8"),
  LINE_TOO_LONG("a line holds at most 4 MiB: check where it should end, or name fewer videos"),
  BAD_LINE("each line is one record as in the README"),
  BAD_RECORD("each line is one record as in the README"),
  DUPLICATE_RECORD("keep one record for each user or channel"),
  DUPLICATE_POSITION("give each row of a user its own position"),
  UNKNOWN_VIDEO("add the video, or take it out of the sequence"),
  NO_PLAYABLE_ITEM("name at least one video that is on air"),
  BAD_ITEM("an item is a video id or {\"video\": \"fight\", \"startAt\": \"20:00:00\"}"),
  BAD_START("startAt is a local time from 00:00 to 23:59, as 20:00, 20:00:00 or 20:00:00.000"),
  START_IN_GAP("clocks are put forward over this time on this day: choose another one"),
  START_OVERLAP("start it later, or take out the item that is on at this time"),
  START_TOO_LATE("start it earlier, so that some of it can be seen on this day"),
  START_TOO_CLOSE("leave nothing or at least half a second between it and what is before or after");

  private final String hint;

  RejectCode(String hint) {
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
