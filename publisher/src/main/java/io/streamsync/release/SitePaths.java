package io.streamsync.release;

import io.streamsync.captions.CaptionTrack;
import java.util.regex.Pattern;

/** Where everything lies below a site; see RELEASE-FORMAT.md, "Layout". */
public final class SitePaths {
  public static final String LIVE = "live.json";
  public static final String TIME = "time";
  public static final String INDEX = "index.html";

  /** The name of a rung's initialisation segment. */
  public static final String INIT = "init.mp4";

  /** WebVTT without a cue: what players read where a video has no captions in a language. */
  public static final String EMPTY_CAPTIONS = "segments/empty.vtt";

  private static final Pattern VIDEO_KEY = Pattern.compile("[a-z2-7]{26}");

  private SitePaths() {}

  /** Whether a text can name a video's folder: 26 characters of lower-case base32. */
  public static boolean isVideoKey(String text) {
    return VIDEO_KEY.matcher(text).matches();
  }

  /** Folder of a video, with a slash at the end. */
  public static String video(String videoKey) {
    return "segments/" + videoKey + "/";
  }

  /** The key in the path of anything that lies in a video's folder. */
  public static String videoKey(String path) {
    return path.split("/", 3)[1];
  }

  public static String poster(String videoKey) {
    return video(videoKey) + "poster.jpg";
  }

  public static String videoDescription(String videoKey) {
    return video(videoKey) + "video.json";
  }

  /** The name alone of anything in a folder. */
  public static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public static String init(String videoKey, String rung) {
    return video(videoKey) + rung + "/" + INIT;
  }

  public static String segment(String videoKey, String rung, int index) {
    return video(videoKey) + rung + "/" + segmentName(index);
  }

  /** Folder of captions, with a slash at the end. */
  public static String captions(String videoKey, CaptionTrack track) {
    return video(videoKey) + track.folder() + "/";
  }

  public static String captionSegment(String videoKey, CaptionTrack track, int index) {
    return captions(videoKey, track) + segmentNumber(index) + ".vtt";
  }

  /** Five digits hold 55 hours of four-second segments; longer videos simply have longer names. */
  public static String segmentName(int index) {
    return segmentNumber(index) + ".m4s";
  }

  private static String segmentNumber(int index) {
    return String.format(java.util.Locale.ROOT, "%05d", index);
  }

  /** Folder of a release, with a slash at the end. */
  public static String release(String releaseId) {
    return "releases/" + releaseId + "/";
  }

  public static String releaseDescription(String releaseId) {
    return release(releaseId) + "release.json";
  }

  public static String master(String releaseId) {
    return release(releaseId) + "master.m3u8";
  }

  public static String channels(String releaseId) {
    return release(releaseId) + "channels.json";
  }

  public static String guide(String releaseId) {
    return release(releaseId) + "guide.xml";
  }

  public static String guideChannels(String releaseId) {
    return release(releaseId) + "guide.m3u";
  }

  public static String timelines(String releaseId) {
    return release(releaseId) + "timelines/";
  }
}
