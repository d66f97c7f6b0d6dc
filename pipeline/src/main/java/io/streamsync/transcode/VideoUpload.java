package io.streamsync.transcode;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.captions.Cue;
import io.streamsync.catalogue.Ladder;
import io.streamsync.media.Rung;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cuts an encoded video into segments and stores them.
 *
 * @param site the store
 * @param videoKey the video's folder
 * @param id of the source, for {@code video.json}
 * @param title of the source, for {@code video.json}
 */
record VideoUpload(ObjectStore site, String videoKey, String id, String title) {

  private static final List<String> PICTURES =
      List.of(VideoEncode.POSTER, EncodeCommand.STORYBOARD, VideoEncode.STORYBOARD_TIMES);

  /**
   * @param captions by language
   * @throws TranscodeException before anything is stored, if a rung is not as planned
   */
  VideoDescription upload(
      EncodeFolder folder, Ladder ladder, SegmentPlan plan, SortedMap<String, List<Cue>> captions)
      throws IOException, TranscodeException {
    List<String> rungs = new ArrayList<>(ladder.rungs().stream().map(Rung::id).toList());
    rungs.add(Rung.AUDIO);
    for (String rung : rungs) {
      folder.checkedTrack(rung, plan);
    }
    Map<String, Long> bytes = new TreeMap<>();
    for (String rung : rungs) {
      bytes.put(rung, uploadRung(rung, folder, plan));
    }
    List<CaptionTrack> tracks = new ArrayList<>();
    for (Map.Entry<String, List<Cue>> caption : captions.entrySet()) {
      tracks.add(
          new CaptionUpload(site)
              .upload(
                  videoKey,
                  plan.rate(),
                  plan.segmentFrames(),
                  caption.getKey(),
                  caption.getValue()));
    }
    for (String file : PICTURES) {
      site.put(SitePaths.video(videoKey) + file, folder.resolve(file));
    }
    VideoDescription description =
        new VideoDescription(
            VideoDescription.FORMAT,
            id,
            title,
            plan.rate(),
            plan.segmentFrames(),
            bytes,
            VideoEncode.POSTER,
            tracks,
            VideoEncode.STORYBOARD_TIMES);
    site.put(SitePaths.videoDescription(videoKey), JsonText.document(description));
    return description;
  }

  private long uploadRung(String rung, EncodeFolder folder, SegmentPlan plan)
      throws IOException, TranscodeException {
    FragmentedTrack track = folder.checkedTrack(rung, plan);
    List<Integer> counts = rung.equals(Rung.AUDIO) ? plan.audioFrames() : plan.segmentFrames();
    site.put(SitePaths.init(videoKey, rung), track.init());
    long bytes = track.init().length;
    try (FileChannel file = FileChannel.open(EncodeCommand.file(folder.path(), rung))) {
      SegmentWriter writer = new SegmentWriter(track, file);
      int start = 0;
      for (int index = 0; index < counts.size(); index++) {
        int end = start + counts.get(index);
        byte[] segment = writer.segment(index, track.samples().subList(start, end));
        site.put(SitePaths.segment(videoKey, rung, index), segment);
        bytes += segment.length;
        start = end;
      }
    }
    return bytes;
  }
}
