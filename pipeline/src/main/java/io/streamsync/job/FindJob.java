package io.streamsync.job;

import io.streamsync.catalogue.VideoKey;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.SourceHashes.FileChangedException;
import io.streamsync.source.SourceVideo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Pipeline 1: from video files to those that the store holds and those that are to be encoded, both
 * in the run's folder.
 */
final class FindJob {
  static final String STAGE = "videos";

  private static final TupleTag<KV<String, SourceVideo>> KEYED = new TupleTag<>() {};
  private static final TupleTag<PendingVideo> PENDING = new TupleTag<>() {};

  private FindJob() {}

  static void build(Pipeline pipeline, List<SourceVideo> videos, JobSettings settings) {
    PCollectionTuple hashed =
        pipeline
            .apply(
                "Videos of the input",
                Create.of(videos).withCoder(SerializableCoder.of(SourceVideo.class)))
            .apply("Spread videos over workers", Reshuffle.viaRandomKey())
            .apply(
                "Hash videos",
                ParDo.of(new HashVideo(settings)).withOutputTags(KEYED, VideoOutputs.TAGS));
    PCollectionTuple found =
        hashed
            .get(KEYED)
            .apply("Bring equal videos together", GroupByKey.create())
            .apply(
                "Look videos up in the store",
                ParDo.of(new LookUpVideo(settings)).withOutputTags(PENDING, VideoOutputs.TAGS));
    StageOutputs.writeFile(
        found.get(PENDING),
        "videos to encode",
        settings,
        RunPaths.pending(settings.runId()),
        PendingVideo::write);
    VideoOutputs.write(List.of(hashed, found), settings, STAGE);
  }

  private static final class HashVideo extends DoFn<SourceVideo, KV<String, SourceVideo>> {
    private final JobSettings settings;

    HashVideo(JobSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void hash(@Element SourceVideo video, MultiOutputReceiver out) throws IOException {
      try {
        String sha256 = Worker.of(settings).hashes().sha256(video.file());
        out.get(KEYED).output(KV.of(VideoKey.of(sha256, settings.ladder()), video));
      } catch (FileChangedException e) {
        String reason = String.valueOf(e.getMessage());
        VideoOutputs.emit(VideoOutcome.notReady(List.of(video), reason), out);
      }
    }
  }

  private static final class LookUpVideo
      extends DoFn<KV<String, Iterable<SourceVideo>>, PendingVideo> {
    private final JobSettings settings;

    LookUpVideo(JobSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void lookUp(@Element KV<String, Iterable<SourceVideo>> element, MultiOutputReceiver out)
        throws IOException {
      List<SourceVideo> sources = new ArrayList<>();
      element.getValue().forEach(sources::add);
      PendingVideo video = new PendingVideo(element.getKey(), sources);
      Optional<VideoDescription> complete =
          Worker.of(settings).transcoder().complete(video.videoKey());
      if (complete.isPresent()) {
        VideoOutputs.emit(
            VideoOutcome.onAir(video.videoKey(), video.sources(), complete.get()), out);
      } else {
        out.get(PENDING).output(video);
      }
    }
  }
}
