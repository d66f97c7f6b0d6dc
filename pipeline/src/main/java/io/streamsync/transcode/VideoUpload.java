package io.streamsync.transcode;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.captions.Cue;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.Rung;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import io.streamsync.transcode.SegmentPlan.Range;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
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
      List.of(VideoEncode.POSTER, VideoEncode.STORYBOARD, VideoEncode.STORYBOARD_TIMES);

  /**
   * @param captions by language
   * @throws TranscodeException before anything is stored, if a rung is not as planned
   */
  VideoDescription upload(
      EncodeFolder folder,
      Ladder ladder,
      SharedRungs shared,
      SegmentPlan plan,
      SortedMap<String, List<Cue>> captions)
      throws IOException, TranscodeException {
    for (Rendition encoded : shared.encoded()) {
      folder.checkedTrack(encoded.id(), plan);
    }
    folder.checkedTrack(Rung.AUDIO, plan);
    Map<String, Long> bytes = new TreeMap<>();
    for (Rendition rendition : ladder.renditions()) {
      String encoded = shared.encodeOf(rendition.id()).id();
      FragmentedTrack track = folder.checkedTrack(encoded, plan);
      byte[] init = AvcLevel.raised(track.init(), rendition.level());
      bytes.put(
          rendition.id(),
          uploadRung(
              rendition.id(),
              init,
              track,
              EncodeCommand.file(folder.path(), encoded),
              plan.segments()));
    }
    FragmentedTrack sound = folder.checkedTrack(Rung.AUDIO, plan);
    bytes.put(
        Rung.AUDIO,
        uploadRung(
            Rung.AUDIO,
            sound.init(),
            sound,
            EncodeCommand.file(folder.path(), Rung.AUDIO),
            plan.audioSegments()));
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

  /**
   * @param segments in samples of the track
   */
  private long uploadRung(
      String rung, byte[] init, FragmentedTrack track, Path encoded, List<Range> segments)
      throws IOException {
    site.put(SitePaths.init(videoKey, rung), init);
    long bytes = init.length;
    try (FileChannel file = FileChannel.open(encoded)) {
      SegmentWriter writer = new SegmentWriter(track, file);
      for (int index = 0; index < segments.size(); index++) {
        Range range = segments.get(index);
        byte[] segment = writer.segment(index, track.samples().subList(range.start(), range.end()));
        site.put(SitePaths.segment(videoKey, rung, index), segment);
        bytes += segment.length;
      }
    }
    return bytes;
  }
}
