package io.streamsync.job;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.captions.Cue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.CaptionFile;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.SourceHashes.FileChangedException;
import io.streamsync.transcode.CaptionReader;
import io.streamsync.transcode.TranscodeException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;

/** From caption files to segments in the store, and entries of the catalogue that name them. */
final class CaptionJob {
  static final String STAGE = "captions";

  private CaptionJob() {}

  static void build(Pipeline pipeline, List<CaptionWork> videos, JobSettings settings) {
    VideoOutputs.write(
        List.of(
            pipeline
                .apply(
                    "Videos with caption files",
                    Create.of(videos).withCoder(SerializableCoder.of(CaptionWork.class)))
                .apply("Spread captions over workers", Reshuffle.viaRandomKey())
                .apply(
                    "Cut captions",
                    ParDo.of(new CutCaptions(settings))
                        .withOutputTags(VideoOutputs.ENTRIES, VideoOutputs.BESIDE_ENTRIES))),
        settings,
        STAGE);
  }

  private static final class CutCaptions extends DoFn<CaptionWork, CatalogueEntry> {
    private final JobSettings settings;

    CutCaptions(JobSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void cut(@Element CaptionWork work, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      SortedMap<String, CaptionTrack> byLanguage = new TreeMap<>();
      work.entry().captions().forEach(track -> byLanguage.put(track.language(), track));
      for (CaptionFile caption : work.files()) {
        try {
          byLanguage.put(caption.language(), publish(work.entry(), caption));
          count(out, Count.CAPTIONS_ON_AIR);
        } catch (TranscodeException e) {
          reject(out, caption, e.code(), e.reason());
          count(out, Count.CAPTIONS_REJECTED);
        } catch (FileChangedException e) {
          reject(out, caption, RejectCode.NOT_READY, String.valueOf(e.getMessage()));
          count(out, Count.CAPTIONS_NOT_READY);
        }
      }
      out.get(VideoOutputs.ENTRIES)
          .output(work.entry().captioned(List.copyOf(byLanguage.values())));
    }

    private CaptionTrack publish(CatalogueEntry entry, CaptionFile caption)
        throws IOException, InterruptedException, TranscodeException {
      Worker worker = Worker.of(settings);
      if (caption.file().size() > CaptionReader.MOST_BYTES) {
        throw new TranscodeException(
            RejectCode.BAD_CAPTIONS,
            "captions may have %d MiB".formatted(CaptionReader.MOST_BYTES >> 20));
      }
      String path = caption.file().path();
      byte[] content = worker.input().get(path);
      worker.hashes().requireUnchanged(caption.file());
      List<Cue> cues = worker.captionReader().read(content, path);
      VideoDescription video = entry.video();
      return worker
          .captionUpload()
          .upload(
              entry.videoKey(), video.frameRate(), video.segmentFrames(), caption.language(), cues);
    }

    private static void reject(
        MultiOutputReceiver out, CaptionFile caption, RejectCode code, String reason) {
      out.get(VideoOutputs.REJECTS).output(Reject.ofFile(code, caption.file().path(), reason));
    }

    private static void count(MultiOutputReceiver out, String name) {
      out.get(VideoOutputs.COUNTS).output(KV.of(name, 1L));
    }
  }
}
