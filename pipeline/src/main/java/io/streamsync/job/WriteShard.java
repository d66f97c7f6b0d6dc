package io.streamsync.job;

import io.streamsync.release.Channels;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Manifest;
import io.streamsync.release.ReleaseInputs;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** The packs of a shard to its part of the manifest, and of the links or the list of channels. */
final class WriteShard extends DoFn<KV<String, Iterable<AiredPack>>, Void> {
  private final DaySettings settings;

  WriteShard(DaySettings settings) {
    this.settings = settings;
  }

  @ProcessElement
  public void write(@Element KV<String, Iterable<AiredPack>> shard) throws IOException {
    List<AiredPack> packs = new ArrayList<>();
    shard.getValue().forEach(packs::add);
    packs.sort(Comparator.comparing(AiredPack::name));
    ObjectStore ledger = Worker.of(settings.job()).ledger();
    List<Manifest.Entry> entries =
        packs.stream()
            .map(pack -> new Manifest.Entry(pack.name(), pack.size(), pack.sha256()))
            .toList();
    ledger.put(
        LedgerPaths.manifestPart(settings.releaseId(), shard.getKey()), Manifest.write(entries));
    if (shard.getKey().equals(TimelinePath.CHANNELS)) {
      ledger.put(RunPaths.channels(settings.job().runId(), settings.day()), channels(packs));
    } else {
      ledger.put(LedgerPaths.linksPart(settings.releaseId(), shard.getKey()), links(packs));
    }
  }

  private static byte[] channels(List<AiredPack> packs) {
    List<Channels.Channel> channels =
        packs.stream().map(pack -> new Channels.Channel(pack.name(), pack.owner())).toList();
    return JsonText.document(new Channels(ReleaseInputs.FORMAT, channels));
  }

  private static byte[] links(List<AiredPack> packs) {
    StringBuilder lines = new StringBuilder();
    packs.forEach(
        pack -> lines.append("%s,%s,%s\n".formatted(pack.owner(), pack.name(), pack.path())));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
