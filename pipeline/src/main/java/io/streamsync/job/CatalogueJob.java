package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.VideoKey;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.SourceHashes.FileChangedException;
import io.streamsync.source.SourceVideo;
import io.streamsync.store.ObjectStore;
import io.streamsync.transcode.TranscodeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Pipeline 1: from video files to segments in the store and a catalogue in the run's folder. */
final class CatalogueJob {
  static final String STAGE = "videos";

  private static final TupleTag<KV<String, SourceVideo>> KEYED = new TupleTag<>() {};
  private static final TupleTag<CatalogueEntry> ENTRIES = new TupleTag<>() {};
  private static final TupleTag<Reject> REJECTS = new TupleTag<>() {};
  private static final TupleTag<KV<String, Long>> COUNTS = new TupleTag<>() {};

  private CatalogueJob() {}

  static void build(Pipeline pipeline, List<SourceVideo> videos, JobSettings settings) {
    PCollectionTuple hashed =
        pipeline
            .apply(
                "Videos of the input",
                Create.of(videos).withCoder(SerializableCoder.of(SourceVideo.class)))
            .apply("Spread videos over workers", Reshuffle.viaRandomKey())
            .apply(
                "Hash videos",
                ParDo.of(new HashVideo(settings))
                    .withOutputTags(KEYED, TupleTagList.of(REJECTS).and(COUNTS)));
    PCollectionTuple transcoded =
        hashed
            .get(KEYED)
            .apply("Bring equal videos together", GroupByKey.create())
            .apply(
                "Transcode videos",
                ParDo.of(new TranscodeVideo(settings))
                    .withOutputTags(ENTRIES, TupleTagList.of(REJECTS).and(COUNTS)));
    transcoded
        .get(ENTRIES)
        .apply(
            "Bring the catalogue together",
            WithKeys.<String, CatalogueEntry>of("").withKeyType(TypeDescriptors.strings()))
        .apply("Group the catalogue", GroupByKey.create())
        .apply("Write the catalogue", ParDo.of(new WriteCatalogue(settings)));
    StageOutputs.writeRejects(
        PCollectionList.of(hashed.get(REJECTS))
            .and(transcoded.get(REJECTS))
            .apply("All rejects", Flatten.pCollections()),
        settings,
        STAGE);
    StageOutputs.writeTally(
        PCollectionList.of(hashed.get(COUNTS))
            .and(transcoded.get(COUNTS))
            .apply("All counts", Flatten.pCollections()),
        settings,
        STAGE);
  }

  private static Reject notReady(SourceVideo video, FileChangedException e) {
    return Reject.ofFile(RejectCode.NOT_READY, video.file().path(), String.valueOf(e.getMessage()));
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
        out.get(REJECTS).output(notReady(video, e));
        out.get(COUNTS).output(KV.of(Count.VIDEOS_NOT_READY, 1L));
      }
    }
  }

  private static final class TranscodeVideo
      extends DoFn<KV<String, Iterable<SourceVideo>>, CatalogueEntry> {
    private final JobSettings settings;

    TranscodeVideo(JobSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void transcode(
        @Element KV<String, Iterable<SourceVideo>> element, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      List<SourceVideo> sources = new ArrayList<>();
      element.getValue().forEach(sources::add);
      sources.sort(Comparator.comparing(SourceVideo::id));
      try {
        VideoDescription video = transcode(element.getKey(), sources.get(0));
        for (SourceVideo source : sources) {
          out.get(ENTRIES)
              .output(new CatalogueEntry(source.id(), source.title(), element.getKey(), video));
          out.get(COUNTS).output(KV.of(Count.VIDEOS_ON_AIR, 1L));
        }
      } catch (TranscodeException e) {
        for (SourceVideo source : sources) {
          out.get(REJECTS).output(Reject.ofFile(e.code(), source.file().path(), e.reason()));
          out.get(COUNTS).output(KV.of(Count.VIDEOS_REJECTED, 1L));
        }
      } catch (FileChangedException e) {
        for (SourceVideo source : sources) {
          out.get(REJECTS).output(notReady(source, e));
          out.get(COUNTS).output(KV.of(Count.VIDEOS_NOT_READY, 1L));
        }
      }
    }

    private VideoDescription transcode(String videoKey, SourceVideo source)
        throws IOException, InterruptedException, TranscodeException {
      Worker worker = Worker.of(settings);
      String path = source.file().path();
      Optional<Path> local = worker.input().asFile(path);
      Path file = local.isPresent() ? local.get() : download(worker, path);
      try {
        return worker
            .transcoder()
            .transcode(
                file,
                videoKey,
                source.id(),
                source.title(),
                () -> worker.hashes().requireUnchanged(source.file()));
      } finally {
        if (local.isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }

    private static Path download(Worker worker, String path) throws IOException {
      ObjectStore input = worker.input();
      Files.createDirectories(worker.work());
      Path file = Files.createTempFile(worker.work(), "source-", ".media");
      try (InputStream in = input.open(path)) {
        Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      return file;
    }
  }

  private static final class WriteCatalogue
      extends DoFn<KV<String, Iterable<CatalogueEntry>>, Void> {
    private final JobSettings settings;

    WriteCatalogue(JobSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<CatalogueEntry>> all) throws IOException {
      List<CatalogueEntry> entries = new ArrayList<>();
      all.getValue().forEach(entries::add);
      Worker.of(settings)
          .ledger()
          .put(RunPaths.catalogue(settings.runId()), new Catalogue(entries).write());
    }
  }
}
