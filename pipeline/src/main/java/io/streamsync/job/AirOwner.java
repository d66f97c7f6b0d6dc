package io.streamsync.job;

import io.streamsync.media.Ticks;
import io.streamsync.pack.PackWriter;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.release.Guide;
import io.streamsync.release.TimelinePath;
import io.streamsync.sequence.FixedItem;
import io.streamsync.sequence.Owner;
import io.streamsync.sequence.OwnerSequence;
import io.streamsync.sequence.SequencePart;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.timeline.Slate;
import io.streamsync.timeline.TimelinePlanner;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** All that is said of an owner to its day's pack in the store. */
final class AirOwner extends DoFn<KV<String, Iterable<SequencePart>>, KV<String, AiredPack>> {
  private final DaySettings settings;

  /** Of one bundle, so that not every airing of every viewer crosses the shuffle. */
  private transient AirGathering gathering = new AirGathering();

  private transient @Nullable PackWrites writes;

  AirOwner(DaySettings settings) {
    this.settings = settings;
  }

  @StartBundle
  public void begin() {
    Worker worker = Worker.of(settings.job());
    gathering = new AirGathering();
    writes = new PackWrites(worker.site(), worker.leftPacks(settings));
  }

  /** A bundle has succeeded when all its packs lie in the store. */
  @FinishBundle
  public void end(FinishBundleContext context) throws IOException {
    for (KV<String, AiredPack> pack : Objects.requireNonNull(writes).await()) {
      context.output(pack, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
    if (!gathering.isEmpty()) {
      context.output(
          TimelineJob.AIR,
          gathering.done(),
          BoundedWindow.TIMESTAMP_MIN_VALUE,
          GlobalWindow.INSTANCE);
    }
  }

  @ProcessElement
  public void air(@Element KV<String, Iterable<SequencePart>> element, MultiOutputReceiver out)
      throws IOException {
    Worker worker = Worker.of(settings.job());
    List<SequencePart> parts = new ArrayList<>(); // Flink lets grouped values be read only once
    element.getValue().forEach(parts::add);
    OwnerSequence.Resolved resolved =
        OwnerSequence.resolve(
            parts,
            worker.catalogue(),
            worker.notReady(),
            settings.day(),
            withoutRoom(worker.slate()));
    resolved.rejects().forEach(out.get(TimelineJob.REJECTS)::output);
    count(out, Count.RECORDS_READ, resolved.records());
    count(out, Count.RECORDS_REJECTED, resolved.rejectedRecords());
    count(out, Count.RECORDS_NOT_READY, resolved.notReadyRecords());
    count(out, Count.RECORDS_ON_AIR, resolved.recordsOnAir());
    if (resolved.isOnAir()) {
      write(parts.get(0).owner(), resolved, worker, out);
    }
  }

  private void write(
      Owner owner, OwnerSequence.Resolved resolved, Worker worker, MultiOutputReceiver out)
      throws IOException {
    TimelinePlanner.Plan plan =
        TimelinePlanner.plan(settings.day(), resolved.loop(), resolved.fixed(), worker.slate());
    tooClose(plan).forEach(out.get(TimelineJob.REJECTS)::output);
    byte[] pack =
        PackWriter.write(BucketPlaylistWriter.write(plan.timeline(), settings.bucketSeconds()));
    TimelinePath path =
        owner.isChannel()
            ? TimelinePath.ofChannel(owner.name())
            : TimelinePath.ofViewer(worker.keys().key(owner.name()));
    if (owner.isChannel()) {
      String guide = RunPaths.guide(settings.job().runId(), settings.day(), owner.name());
      worker.ledger().put(guide, Guide.programmes(owner.name(), ChannelGuide.of(plan.timeline())));
    }
    String label = owner.isChannel() ? resolved.title() : owner.name();
    AiredPack aired =
        new AiredPack(
            path.name(),
            label,
            path.in(settings.releaseId()),
            pack.length,
            DigestUtils.sha256Hex(pack));
    PackWrites underWay = Objects.requireNonNull(writes);
    underWay.begin(path, aired, pack);
    underWay.confirmed().forEach(out.get(TimelineJob.PACKS)::output);
    count(out, owner.isChannel() ? Count.CHANNELS : Count.VIEWERS, 1);
    count(out, Count.PACK_BYTES, pack.length);
    gathering.add(owner, plan, pack.length);
  }

  private Function<List<FixedItem>, List<Reject>> withoutRoom(Slate slate) {
    return fixed -> tooClose(TimelinePlanner.plan(settings.day(), List.of(), fixed, slate));
  }

  private List<Reject> tooClose(TimelinePlanner.Plan plan) {
    return plan.leftOut().stream().map(this::tooClose).toList();
  }

  private Reject tooClose(TimelinePlanner.TooClose leftOut) {
    FixedItem item = leftOut.item();
    String where =
        leftOut
            .before()
            .map(before -> " would begin less than half a second after " + named(before) + " ends")
            .orElse(" would end less than half a second before the day does");
    String reason = named(item) + where + ", with no segment to give up for slate";
    return new Reject(RejectCode.START_TOO_CLOSE, item.file(), item.line(), reason);
  }

  private String named(FixedItem item) {
    Instant start = Ticks.after(settings.day().from(), item.startTicks());
    return "'%s' at %s"
        .formatted(item.video().id(), start.atZone(settings.day().zone()).toLocalTime());
  }

  private static void count(MultiOutputReceiver out, String name, long number) {
    if (number > 0) {
      out.get(TimelineJob.COUNTS).output(KV.of(name, number));
    }
  }
}
