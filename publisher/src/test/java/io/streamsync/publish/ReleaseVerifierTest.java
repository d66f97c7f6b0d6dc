package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.pack.PackDirectory;
import io.streamsync.pack.PackReader;
import io.streamsync.pack.PackWriter;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Manifest;
import io.streamsync.release.Manifest.Entry;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.release.VerifyRecord;
import io.streamsync.release.VerifyRecord.Check;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.NoSuchObjectException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseVerifierTest {
  private static final String ID = TinyRelease.ID;
  private static final String MAIN = "releases/" + ID + "/timelines/c/main.pack";
  private static final String SHARD = TinyRelease.KEY.substring(0, 2);
  private static final String VIDEO = "segments/" + "a".repeat(26) + "/";
  private static final String BETA = "segments/" + "b".repeat(26) + "/";
  private static final String RULER = "segments/" + "r".repeat(26) + "/";
  private static final Instant NOW = TinyRelease.FROM.plusSeconds(1);
  private static final int DIRECTORY_BYTES = PackDirectory.bytes(3);

  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final MemoryStore ledger = new MemoryStore(Clock.systemUTC());

  @BeforeEach
  void writeRelease() throws IOException {
    TinyRelease.write(site, ledger, ID);
  }

  private VerifyRecord verify() throws IOException {
    return verify(PackSelection.fewOf(ID));
  }

  private VerifyRecord verify(PackSelection selection) throws IOException {
    return new ReleaseVerifier(site, ledger, () -> NOW).verify(ID, selection);
  }

  private void assertFault(String check, String... words) throws IOException {
    VerifyRecord record = verify();
    assertThat(record.passed()).isFalse();
    List<Check> faults = record.checks().stream().filter(c -> !c.passed()).toList();
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
    VerifyRecord record = verify();
    assertThat(record.passed()).isTrue();
    assertThat(record.checks())
        .extracting(Check::toString)
        .containsExactly(
            "ok    the manifest is the one that release.json was written for (2 parts, 0.000 s)",
            "ok    the totals agree with the manifest (2 packs, %d bytes, 0.000 s)"
                .formatted(packBytes()),
            "ok    every pack exists with its size, and no other (2 packs listed, 0.000 s)",
            "ok    master, channels and guide exist (4 files, 0.000 s)",
            "ok    days do not overlap (none on air, 0.000 s)",
            "ok    every video is complete in every rung (3 videos, 33 files listed, 0.000 s)",
            "ok    packs that are read are the manifest's (2 packs read, 0.000 s)",
            "ok    buckets of these packs tile the day (6 buckets, 0.000 s)",
            "ok    segments that these packs name exist (9 segments, 0.000 s)",
            "ok    captions that these packs name are complete (1 tracks, 0.000 s)");
    assertThat(verify(PackSelection.all()).checks()).isEqualTo(record.checks());
  }

  private long packBytes() throws IOException {
    return ReleaseDescription.read(site, ID).totals().packBytes();
  }

  @Test
  void verify_releaseWithoutDescription_isNoSuchObject() {
    ReleaseVerifier verifier = new ReleaseVerifier(site, ledger, () -> NOW);
    assertThatThrownBy(() -> verifier.verify("20261120-none", PackSelection.all()))
        .isInstanceOf(NoSuchObjectException.class);
  }

  /** A million heads would cost as much as the writes. */
  @Test
  void verify_presenceAndSizes_areAskedByListing() throws IOException {
    addViewers(200);
    RecordingStore recorded = new RecordingStore(site);
    new ReleaseVerifier(recorded.store(), ledger, () -> NOW).verify(ID, PackSelection.few(1));
    assertThat(recorded.calls("list"))
        .containsExactlyInAnyOrder(
            "list releases/" + ID + "/", "list " + VIDEO, "list " + BETA, "list " + RULER);
    assertThat(recorded.calls("head")).containsExactly("head segments/empty.vtt");
    assertThat(recorded.calls("get")).filteredOn(call -> call.endsWith(".pack")).hasSize(20);
  }

  @Test
  void verify_damagedPackOutsideTheSample_isFoundInFullAndByAnotherSeed() throws IOException {
    addViewers(40);
    String path = "releases/" + ID + "/timelines/zz/" + viewer(7) + ".pack";
    byte[] pack = site.get(path);
    pack[pack.length - 1] ^= 1;
    site.put(path, pack);

    List<Boolean> passed = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      passed.add(verify(PackSelection.few(seed)).passed());
    }
    assertThat(passed).contains(true, false);
    assertThat(verify(PackSelection.all()).checks())
        .filteredOn(check -> !check.passed())
        .singleElement()
        .satisfies(fault -> assertThat(fault.figure()).isEqualTo("42 packs read"))
        .satisfies(fault -> assertThat(fault.fault()).contains(path, "hash"));
  }

  private static String viewer(int number) {
    return "zz" + "%024d".formatted(number);
  }

  /** More viewers, who see what is on the channel. */
  private void addViewers(int count) throws IOException {
    byte[] pack = site.get(MAIN);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      site.put("releases/" + ID + "/timelines/zz/" + viewer(i) + ".pack", pack);
      entries.add(new Entry(viewer(i), pack.length, DigestUtils.sha256Hex(pack)));
    }
    ledger.put("releases/" + ID + "/manifest/zz.jsonl.gz", Manifest.write(entries));
    long bytes = packBytes() + (long) count * pack.length;
    describe("\"viewers\": \\d+", "\"viewers\": " + (count + 1));
    describe("\"packBytes\": \\d+", "\"packBytes\": " + bytes);
    describeManifest();
  }

  private void describeManifest() throws IOException {
    String hash = Manifest.sha256(Manifest.parts(ledger, ID));
    describe("\"manifestSha256\": \"\\w+", "\"manifestSha256\": \"" + hash);
  }

  private void describe(String pattern, String replacement) throws IOException {
    String path = SitePaths.releaseDescription(ID);
    String changed = new String(site.get(path), UTF_8).replaceFirst(pattern, replacement);
    site.put(path, changed.getBytes(UTF_8));
  }

  @Test
  void verify_dayThatOverlapsOneOnAir_isFound() throws Exception {
    String other = "20261120-bbbbbbbbbbbbb";
    TinyRelease.write(site, ledger, other, TinyRelease.FROM.plusSeconds(60));
    new PointerWriter(site, ledger).publish(List.of(other), NOW);
    assertFault("days do not overlap", "overlaps release " + other);
  }

  @Test
  void verify_dayThatReplacesTheOneOnAir_overlapsNone() throws Exception {
    TinyRelease.write(site, ledger, "20261120-bbbbbbbbbbbbb");
    new PointerWriter(site, ledger).publish(List.of("20261120-bbbbbbbbbbbbb"), NOW);
    assertThat(verify().passed()).isTrue();
  }

  @Test
  void verify_foreignFileInARung_isFound() throws IOException {
    site.put(VIDEO + "v240/00004.m4s", new byte[1]);
    assertFault("every video is complete", "v240 has 00004.m4s, which is none of its");
  }

  @Test
  void verify_missingPoster_isFound() throws IOException {
    site.delete(List.of(VIDEO + "poster.jpg"));
    assertFault("every video is complete", "lacks poster.jpg");
  }

  @Test
  void verify_packThatNamesAStrangeVideo_isFound() throws IOException {
    rewrite(texts -> replaceAll(texts, "a".repeat(26), "z".repeat(26)));
    assertFault("segments that these packs name", "z".repeat(26) + "/ is no video of this release");
  }

  @Test
  void verify_packThatNamesASegmentTooMuch_isFound() throws IOException {
    rewrite(texts -> replaceAll(texts, "00003.m4s", "00004.m4s"));
    assertFault("segments that these packs name", "a".repeat(26) + " has no segment 00004.m4s");
  }

  private static List<String> replaceAll(List<String> texts, String from, String to) {
    texts.replaceAll(text -> text.replace(from, to));
    return texts;
  }

  @Test
  void verify_missingPack_isFound() throws IOException {
    site.delete(List.of(MAIN));
    assertFault("every pack exists", MAIN + " is missing");
    assertFault("packs that are read", MAIN + " is missing");
  }

  @Test
  void verify_packOfOtherSize_isFound() throws IOException {
    byte[] pack = site.get(MAIN);
    site.put(MAIN, Arrays.copyOf(pack, pack.length - 1));
    assertFault("every pack exists", MAIN);
    assertFault("packs that are read", "bytes");
  }

  @Test
  void verify_packOfSameSizeAndOtherBytes_isFound() throws IOException {
    byte[] pack = site.get(MAIN);
    pack[pack.length - 1] ^= 1;
    site.put(MAIN, pack);
    assertFault("packs that are read", "hash");
  }

  @Test
  void verify_foreignPack_isFound() throws IOException {
    site.put("releases/" + ID + "/timelines/zz/foreign.pack", new byte[9]);
    assertFault("every pack exists", "zz/foreign.pack", "not in the manifest");
  }

  @Test
  void verify_missingSegment_isFound() throws IOException {
    site.delete(List.of(VIDEO + "a0/00002.m4s"));
    assertFault("every video is complete", "a0 lacks 00002.m4s");
  }

  @Test
  void verify_missingInitOfARung_isFound() throws IOException {
    site.delete(List.of(VIDEO + "v240/init.mp4"));
    assertFault("every video is complete", "v240 lacks init.mp4");
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
    assertFault("captions that these packs name", folder + " has 2 files, not 3");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "../../live.json, ../../live.json",
    "AAAAAAAAAAAAAAAAAAAAAAAAAA, AAAAAAAAAAAAAAAAAAAAAAAAAA",
    "aaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaa",
    "é, ��",
  })
  void verify_videoListWithALineThatIsNoKey_namesFileLineAndText(String line, String named)
      throws IOException {
    String path = LedgerPaths.videos(ID);
    List<String> lines = new ArrayList<>(new String(ledger.get(path), UTF_8).lines().toList());
    lines.add(1, line);
    ledger.put(path, String.join("\n", lines).getBytes(UTF_8));
    assertFault("every video is complete", path + " line 2 is no key of a video: '" + named + "'");
  }

  @Test
  void verify_readsThatThrow_areFaultsAndNotTheEnd() throws IOException {
    byte[] pack = site.get(MAIN);
    Entry entry = new Entry("../main", pack.length, DigestUtils.sha256Hex(pack));
    ledger.put("releases/" + ID + "/manifest/c.jsonl.gz", Manifest.write(List.of(entry)));
    describeManifest();
    assertFault("packs that are read", "not a path in a store", "../main.pack");
  }

  @Test
  void verify_missingVideoList_isFound() throws IOException {
    ledger.delete(List.of(LedgerPaths.videos(ID)));
    assertFault("every video is complete", LedgerPaths.videos(ID));
  }

  @Test
  void verify_missingEmptyCaptions_isFound() throws IOException {
    site.delete(List.of(SitePaths.EMPTY_CAPTIONS));
    assertFault("captions that these packs name", "segments/empty.vtt is missing");
  }

  @Test
  void verify_captionsThatAnotherReleaseNames_areNoFault() throws IOException {
    site.put(VIDEO + "t-fr.aaaaaaaaaaaaa/00000.vtt", new byte[9]);
    assertThat(verify().passed()).isTrue();
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
  void verify_dayThatBeginsLate_isFound() throws IOException {
    rewrite(
        texts -> {
          texts.replaceAll(ReleaseVerifierTest::halfASecondLater);
          return texts;
        });
    assertFault("tile the day", "has segment 0 at ");
  }

  @Test
  void verify_dayThatEndsEarly_isFound() throws IOException {
    rewrite(
        texts -> {
          texts.set(2, withoutLastSegment(withoutLastSegment(texts.get(2))));
          return texts;
        });
    assertFault("tile the day", "and the day at " + TinyRelease.FROM.plusSeconds(180));
  }

  /** The last segment starts at 176.067 s, as printed. */
  @ParameterizedTest(name = "{0} ms after its nominal end: {1}")
  @CsvSource({
    "-100, a fault",
    "-22, a fault",
    "-20, none",
    "0, none",
    "20, none",
    "22, a fault",
    "100, a fault",
  })
  void verify_dayThatEndsElsewhere_isFoundBeyondTwentyMilliseconds(int millis, String outcome)
      throws IOException {
    rewrite(
        texts -> {
          String last = "#EXTINF:%.6f,".formatted(3.933 + millis / 1000.0);
          return new ArrayList<>(
              List.of(texts.get(0), texts.get(1), texts.get(2).replace("#EXTINF:3.940000,", last)));
        });
    assertThat(verify().checks())
        .filteredOn(check -> check.name().contains("tile the day"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.passed()).isEqualTo(outcome.equals("none"));
              assertThat(check.fault()).contains(check.passed() ? "" : "and the day at ");
            });
  }

  private static String halfASecondLater(String text) {
    return Pattern.compile("(?<=PROGRAM-DATE-TIME:).*")
        .matcher(text)
        .replaceAll(time -> Instant.parse(time.group()).plusMillis(500).toString());
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
    Entry entry = new Entry("main", pack.length, DigestUtils.sha256Hex(pack));
    ledger.put("releases/" + ID + "/manifest/c.jsonl.gz", Manifest.write(List.of(entry)));
    describeManifest();
  }
}
