package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.pack.PackDirectory;
import io.streamsync.pack.PackReader;
import io.streamsync.pack.PackWriter;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.publish.ReleaseVerifier.Check;
import io.streamsync.release.Manifest;
import io.streamsync.release.Manifest.Entry;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.store.JsonText;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.NoSuchObjectException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseVerifierTest {
  private static final String ID = TinyRelease.ID;
  private static final String MAIN = "releases/" + ID + "/timelines/c/main.pack";
  private static final String SHARD = TinyRelease.KEY.substring(0, 2);
  private static final String VIDEO = "segments/" + "a".repeat(26) + "/";
  private static final int DIRECTORY_BYTES = PackDirectory.bytes(3);

  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final MemoryStore ledger = new MemoryStore(Clock.systemUTC());

  @BeforeEach
  void writeRelease() throws IOException {
    TinyRelease.write(site, ledger, ID);
  }

  private void assertFault(String check, String... words) throws IOException {
    List<Check> faults =
        ReleaseVerifier.verify(site, ledger, ID).stream().filter(c -> !c.passed()).toList();
    assertThat(faults)
        .anySatisfy(
            fault -> {
              assertThat(fault.name()).contains(check);
              assertThat(fault.fault()).contains(words);
              assertThat(fault.toString()).startsWith("FAULT ");
            });
  }

  @Test
  void verify_completeRelease_passesEveryCheck() throws IOException {
    assertThat(ReleaseVerifier.verify(site, ledger, ID)).hasSize(7).allMatch(Check::passed);
  }

  @Test
  void verify_releaseWithoutDescription_isNoSuchObject() {
    assertThatThrownBy(() -> ReleaseVerifier.verify(site, ledger, "20261120-none"))
        .isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void verify_missingPack_isFound() throws IOException {
    site.delete(List.of(MAIN));
    assertFault("every pack exists", MAIN);
  }

  @Test
  void verify_packOfOtherSize_isFound() throws IOException {
    byte[] pack = site.get(MAIN);
    site.put(MAIN, Arrays.copyOf(pack, pack.length - 1));
    assertFault("every pack exists", MAIN);
    assertFault("sampled packs", "bytes");
  }

  @Test
  void verify_packOfSameSizeAndOtherBytes_isFound() throws IOException {
    byte[] pack = site.get(MAIN);
    pack[pack.length - 1] ^= 1;
    site.put(MAIN, pack);
    assertFault("sampled packs", "hash");
  }

  @Test
  void verify_foreignPack_isFound() throws IOException {
    site.put("releases/" + ID + "/timelines/zz/foreign.pack", new byte[9]);
    assertFault("every pack exists", "zz/foreign.pack", "not in the manifest");
  }

  @Test
  void verify_missingSegment_isFound() throws IOException {
    site.delete(List.of(VIDEO + "a0/00002.m4s"));
    assertFault("every video is complete", "a0 has 4 files, not 5");
  }

  @Test
  void verify_missingInitOfARung_isFound() throws IOException {
    site.delete(List.of(VIDEO + "v240/init.mp4"));
    assertFault("every video is complete", "v240");
  }

  @Test
  void verify_truncatedSegment_isFound() throws IOException {
    site.put(VIDEO + "v240/00001.m4s", new byte[99]);
    assertFault("every video is complete", "v240=409");
  }

  @Test
  void verify_missingCaptionSegment_isFound() throws IOException {
    String folder = SitePaths.captions(TinyRelease.BETA.key(), TinyRelease.GERMAN);
    site.delete(List.of(folder + "00001.vtt"));
    assertFault("captions that sampled packs name", folder + " has 2 files, not 3");
  }

  @Test
  void verify_missingEmptyCaptions_isFound() throws IOException {
    site.delete(List.of(SitePaths.EMPTY_CAPTIONS));
    assertFault("captions that sampled packs name", "segments/empty.vtt is missing");
  }

  @Test
  void verify_captionsThatAnotherReleaseNames_areNoFault() throws IOException {
    site.put(VIDEO + "t-fr.aaaaaaaaaaaaa/00000.vtt", new byte[9]);
    assertThat(ReleaseVerifier.verify(site, ledger, ID)).allMatch(Check::passed);
  }

  @Test
  void verify_missingVideoDescription_isFound() throws IOException {
    site.delete(List.of(VIDEO + "video.json"));
    assertFault("every video is complete", "video.json");
  }

  @Test
  void verify_missingMasterOrChannels_isFound() throws IOException {
    site.delete(List.of(SitePaths.master(ID), SitePaths.channels(ID), SitePaths.guide(ID)));
    assertFault("master, channels and guide", "master.m3u8", "channels.json", "guide.xml");
  }

  @Test
  void verify_tamperedManifest_isFound() throws IOException {
    Entry entry = new Entry(TinyRelease.KEY, 1, "00");
    ledger.put(
        "releases/" + ID + "/manifest/" + SHARD + ".jsonl.gz", Manifest.write(List.of(entry)));
    assertFault("the manifest is the one", "hash");
    assertFault("totals", "bytes");
  }

  @Test
  void verify_missingManifestPart_isFound() throws IOException {
    ledger.delete(List.of("releases/" + ID + "/manifest/c.jsonl.gz"));
    assertFault("the manifest is the one", "hash");
    assertFault("totals", "1 packs, release.json counts 2");
    assertFault("every pack exists", "main.pack is not in the manifest");
  }

  @Test
  void verify_segmentMissingBetweenBuckets_isFound() throws IOException {
    rewrite(
        texts -> {
          texts.set(1, withoutLastSegment(texts.get(1)));
          return texts;
        });
    assertFault("tile the day", "in a bucket where it is not on air");
  }

  @Test
  void verify_segmentMissingFromTheDay_isFound() throws IOException {
    rewrite(
        texts -> {
          texts.set(1, withoutLastSegment(withoutLastSegment(texts.get(1))));
          return texts;
        });
    assertFault("tile the day", "goes on with segment");
  }

  @Test
  void verify_wholeDayInTheFirstBucket_isFound() throws IOException {
    List<byte[]> day =
        BucketPlaylistWriter.write(
            TinyRelease.day(TinyRelease.FROM, TinyRelease.ALPHA, TinyRelease.BETA), 180);
    String empty =
        "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n#EXT-X-ENDLIST\n";
    rewrite(texts -> new ArrayList<>(List.of(new String(day.get(0), UTF_8), empty, empty)));
    assertFault("tile the day", "not on air");
  }

  @Test
  void verify_bucketsThatOverlap_areFound() throws IOException {
    rewrite(texts -> new ArrayList<>(List.of(texts.get(0), texts.get(0), texts.get(2))));
    assertFault("tile the day", "goes on with segment 0");
  }

  @Test
  void verify_repeatedSegmentOfOtherUri_isFound() throws IOException {
    rewrite(
        texts -> {
          texts.set(1, texts.get(1).replaceFirst("0000[0-9].m4s", "00077.m4s"));
          return texts;
        });
    assertFault("tile the day", "with another URI");
  }

  @Test
  void verify_malformedBucket_isFound() throws IOException {
    rewrite(
        texts -> {
          texts.set(2, "hello");
          return texts;
        });
    assertFault("tile the day", "line 1: not a playlist");
  }

  private static String withoutLastSegment(String text) {
    int last = text.lastIndexOf("#EXTINF");
    return text.substring(0, last) + "#EXT-X-ENDLIST\n";
  }

  /**
   * Changes a pack's texts, and manifest and description with them, so that only texts are wrong.
   */
  private void rewrite(UnaryOperator<List<String>> change) throws IOException {
    List<String> texts =
        change.apply(new ArrayList<>(PackReader.buckets(site.get(MAIN), DIRECTORY_BYTES)));
    byte[] pack = PackWriter.write(texts.stream().map(text -> text.getBytes(UTF_8)).toList());
    site.put(MAIN, pack);
    TreeMap<String, byte[]> parts = new TreeMap<>();
    String folder = "releases/" + ID + "/manifest/";
    parts.put(SHARD, ledger.get(folder + SHARD + ".jsonl.gz"));
    Entry entry = new Entry("main", pack.length, DigestUtils.sha256Hex(pack));
    parts.put("c", Manifest.write(List.of(entry)));
    ledger.put(folder + "c.jsonl.gz", parts.get("c"));
    String description = new String(site.get(SitePaths.releaseDescription(ID)), UTF_8);
    site.put(
        SitePaths.releaseDescription(ID),
        description
            .replaceFirst("(\"manifestSha256\": \")\\w+", "$1" + Manifest.sha256(parts))
            .getBytes(UTF_8));
    assertThat(
            JsonText.read(site.get(SitePaths.releaseDescription(ID)), ReleaseDescription.class, ""))
        .returns(Manifest.sha256(parts), ReleaseDescription::manifestSha256);
  }
}
