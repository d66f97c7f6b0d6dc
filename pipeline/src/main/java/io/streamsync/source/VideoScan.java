package io.streamsync.source;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectPath;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the videos of an input; every file below {@code videos/} ends up in exactly one of the
 * lists.
 */
public final class VideoScan {
  public static final String FOLDER = "videos/";
  private static final String SIDECAR_ENDING = ".json";
  private static final List<String> CAPTION_ENDINGS = List.of(".vtt", ".srt");

  /** A younger file may still be being copied. */
  public static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  private final ObjectStore input;
  private final Instant now;
  private final List<SourceVideo> videos = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private final List<Reject> sidecarRejects = new ArrayList<>();
  private final List<String> notReady = new ArrayList<>();
  private final List<Reject> captionRejects = new ArrayList<>();
  private final List<String> captionsNotReady = new ArrayList<>();
  private int sidecars;
  private int captions;

  private VideoScan(ObjectStore input, Instant now) {
    this.input = input;
    this.now = now;
  }

  /**
   * What was found.
   *
   * @param videos to be transcoded, by id
   * @param rejects video files that cannot be on air
   * @param notReady video files too young to be complete
   * @param sidecars how many title files there are
   * @param sidecarRejects title files that were not used; their videos play under their ids
   * @param captions how many caption files there are
   * @param captionRejects caption files that are not used
   * @param captionsNotReady caption files too young to be complete
   */
  public record Found(
      List<SourceVideo> videos,
      List<Reject> rejects,
      List<String> notReady,
      int sidecars,
      List<Reject> sidecarRejects,
      int captions,
      List<Reject> captionRejects,
      List<String> captionsNotReady) {}

  /** Only a title is known so far; what else stands in the file is its owner's business. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Sidecar(String title) {}

  public static Found scan(ObjectStore input, Instant now) throws IOException {
    return new VideoScan(input, now).run(input.list(FOLDER));
  }

  private Found run(List<ObjectInfo> files) throws IOException {
    Map<String, ObjectInfo> titles = new HashMap<>();
    Map<String, List<ObjectInfo>> byId = new TreeMap<>();
    List<ObjectInfo> captionFiles = new ArrayList<>();
    for (ObjectInfo file : files) {
      if (!ObjectPath.isPath(file.path())) {
        rejects.add(
            Reject.ofFile(RejectCode.BAD_ID, file.path(), "a part of its path is empty or dots"));
      } else if (file.path().endsWith(SIDECAR_ENDING)) {
        sidecars++;
        titles.put(withoutEnding(file.path()), file);
      } else if (isCaptions(file)) {
        captionFiles.add(file);
      } else {
        byId.computeIfAbsent(id(file), id -> new ArrayList<>()).add(file);
      }
    }
    for (Map.Entry<String, List<ObjectInfo>> entry : byId.entrySet()) {
      place(entry.getKey(), entry.getValue(), titles);
    }
    Set<String> used = new HashSet<>();
    files.forEach(file -> used.add(withoutEnding(file.path()) + videoMark(file)));
    titles.forEach(
        (stem, file) -> {
          if (!used.contains(stem + " video")) {
            sidecarRejects.add(
                Reject.ofFile(RejectCode.BAD_SIDECAR, file.path(), "there is no video beside it"));
          }
        });
    captions = captionFiles.size();
    addCaptions(captionFiles);
    return new Found(
        videos,
        rejects,
        notReady,
        sidecars,
        sidecarRejects,
        captions,
        captionRejects,
        captionsNotReady);
  }

  private static String videoMark(ObjectInfo file) {
    return file.path().endsWith(SIDECAR_ENDING) || isCaptions(file) ? "" : " video";
  }

  private static boolean isCaptions(ObjectInfo file) {
    return CAPTION_ENDINGS.stream().anyMatch(file.path()::endsWith);
  }

  /** To the video in the same folder whose name the file's begins with. */
  private void addCaptions(List<ObjectInfo> files) {
    Map<String, Integer> placeByStem = new HashMap<>();
    for (int i = 0; i < videos.size(); i++) {
      placeByStem.put(withoutEnding(videos.get(i).file().path()), i);
    }
    Map<String, List<ObjectInfo>> byVideoAndLanguage = new TreeMap<>();
    for (ObjectInfo file : files) {
      String stem = withoutEnding(file.path());
      String language = Languages.tag(stem.substring(stem.lastIndexOf('.') + 1));
      String video = withoutEnding(stem);
      if (video.equals(stem) || language.equals(Languages.UNDETERMINED)) {
        rejectCaptions(file, RejectCode.BAD_CAPTIONS, "its name has no language before its ending");
      } else if (!placeByStem.containsKey(video)) {
        rejectCaptions(
            file, RejectCode.VIDEO_NOT_ON_AIR, "no video " + nameOf(video) + " is beside it");
      } else {
        byVideoAndLanguage
            .computeIfAbsent(video + "\0" + language, key -> new ArrayList<>())
            .add(file);
      }
    }
    byVideoAndLanguage.forEach(
        (key, same) -> {
          int end = key.indexOf('\0');
          Integer place = placeByStem.get(key.substring(0, end));
          if (place != null) {
            addCaptions(place, key.substring(end + 1), same);
          }
        });
  }

  private void addCaptions(int place, String language, List<ObjectInfo> same) {
    ObjectInfo file = same.get(0);
    if (same.size() > 1) {
      String all = String.join(", ", same.stream().map(ObjectInfo::path).toList());
      same.forEach(
          each ->
              rejectCaptions(each, RejectCode.BAD_CAPTIONS, "these are in one language: " + all));
    } else if (isYoung(file)) {
      captionsNotReady.add(file.path());
    } else if (file.size() == 0) {
      rejectCaptions(file, RejectCode.EMPTY_FILE, "the file has no bytes");
    } else {
      SourceVideo video = videos.get(place);
      List<CaptionFile> captionFiles = new ArrayList<>(video.captions());
      captionFiles.add(new CaptionFile(language, file));
      videos.set(place, new SourceVideo(video.id(), video.title(), video.file(), captionFiles));
    }
  }

  private void rejectCaptions(ObjectInfo file, RejectCode code, String reason) {
    captionRejects.add(Reject.ofFile(code, file.path(), reason));
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void place(String id, List<ObjectInfo> files, Map<String, ObjectInfo> titles)
      throws IOException {
    if (files.size() > 1) {
      String all = String.join(", ", files.stream().map(ObjectInfo::path).toList());
      files.forEach(
          file ->
              rejects.add(
                  Reject.ofFile(
                      RejectCode.DUPLICATE_VIDEO, file.path(), "these have one id: " + all)));
      return;
    }
    ObjectInfo file = files.get(0);
    if (!Ids.isId(id)) {
      rejects.add(Reject.ofFile(RejectCode.BAD_ID, file.path(), "'" + id + "' is no video id"));
    } else if (isYoung(file)) {
      notReady.add(file.path());
    } else if (file.size() == 0) {
      rejects.add(Reject.ofFile(RejectCode.EMPTY_FILE, file.path(), "the file has no bytes"));
    } else {
      videos.add(
          new SourceVideo(id, title(id, titles.get(withoutEnding(file.path()))), file, List.of()));
    }
  }

  private boolean isYoung(ObjectInfo file) {
    return input.asFile(file.path()).isPresent()
        && file.modified().plus(SETTLED_AFTER).isAfter(now);
  }

  private String title(String id, @Nullable ObjectInfo sidecar) throws IOException {
    if (sidecar == null) {
      return id;
    }
    byte[] json = input.get(sidecar.path());
    try {
      return PlainTitle.of(JsonText.read(json, Sidecar.class, sidecar.path()).title(), id);
    } catch (IOException e) {
      sidecarRejects.add(
          Reject.ofFile(RejectCode.BAD_SIDECAR, sidecar.path(), String.valueOf(e.getMessage())));
      return id;
    }
  }

  private static String id(ObjectInfo file) {
    return withoutEnding(file.path().substring(file.path().lastIndexOf('/') + 1));
  }

  private static String withoutEnding(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }
}
