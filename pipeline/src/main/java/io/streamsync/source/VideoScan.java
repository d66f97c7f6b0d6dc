package io.streamsync.source;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
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

  /** A younger file may still be being copied. */
  public static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  private final ObjectStore input;
  private final Instant now;
  private final List<SourceVideo> videos = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private final List<Reject> sidecarRejects = new ArrayList<>();
  private final List<String> notReady = new ArrayList<>();
  private int sidecars;

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
   */
  public record Found(
      List<SourceVideo> videos,
      List<Reject> rejects,
      List<String> notReady,
      int sidecars,
      List<Reject> sidecarRejects) {}

  /** Only a title is known so far; what else stands in the file is its owner's business. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Sidecar(String title) {}

  public static Found scan(ObjectStore input, Instant now) throws IOException {
    return new VideoScan(input, now).run(input.list(FOLDER));
  }

  private Found run(List<ObjectInfo> files) throws IOException {
    Map<String, ObjectInfo> titles = new HashMap<>();
    Map<String, List<ObjectInfo>> byId = new TreeMap<>();
    for (ObjectInfo file : files) {
      if (file.path().endsWith(SIDECAR_ENDING)) {
        sidecars++;
        titles.put(withoutEnding(file.path()), file);
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
    return new Found(videos, rejects, notReady, sidecars, sidecarRejects);
  }

  private static String videoMark(ObjectInfo file) {
    return file.path().endsWith(SIDECAR_ENDING) ? "" : " video";
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
      videos.add(new SourceVideo(id, title(id, titles.get(withoutEnding(file.path()))), file));
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
      String title = JsonText.read(json, Sidecar.class, sidecar.path()).title().strip();
      return title.isEmpty() ? id : title;
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
