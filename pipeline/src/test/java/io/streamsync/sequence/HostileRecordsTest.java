package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.sequence.HostileFiles.Fate;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.ObjectInfo;
import io.streamsync.time.BroadcastDay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand bad records among good ones. */
class HostileRecordsTest {
  private static final int BAD_LINES = 10_000;
  private static final int CHUNK_BYTES = 1_000;
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 3, 29), ZoneId.of("Europe/Berlin"));
  private static final Catalogue CATALOGUE = TestVideos.catalogue("a", "b", "c");
  private static final HostileFiles FILES = HostileFiles.of(/* seed= */ 20261120, BAD_LINES);
  private static final Set<String> NOT_READY = Set.of("soon");

  private static Night usual;

  /** What a night makes of the files, without a runner. */
  private record Night(
      List<SequencePart> parts,
      List<Reject> lineRejects,
      List<Reject> itemRejects,
      SortedMap<String, OwnerSequence.Resolved> byOwner) {

    static Night of(String lineEnd, Random order) throws IOException {
      Night night =
          new Night(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
      for (Map.Entry<String, byte[]> file : FILES.contents().entrySet()) {
        // In this character set every byte is a character, and stays what it is.
        String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
        night.read(
            file.getKey(), text.replace("\n", lineEnd).getBytes(StandardCharsets.ISO_8859_1));
      }
      Collections.shuffle(night.parts(), order);
      night.resolve();
      return night;
    }

    private void read(String path, byte[] content) throws IOException {
      Place place = path.contains("/2026-03-29/") ? Place.DAY : Place.STANDING;
      SequenceFile file = new SequenceFile(new ObjectInfo(path, 0, Instant.EPOCH), place);
      FileHead head = FileHead.of(Arrays.copyOf(content, FileHead.BYTES));
      List<SequenceChunk> chunks =
          ChunkCutter.cut(file, new ByteArrayInputStream(content), CHUNK_BYTES);
      assertThat(chunks).hasSizeGreaterThan(1);
      for (SequenceChunk chunk : chunks) {
        byte[] lines = Arrays.copyOfRange(content, (int) chunk.start(), (int) chunk.end());
        SequenceParser.Parsed parsed = SequenceParser.parse(chunk, lines, head);
        parts.addAll(parsed.parts());
        lineRejects.addAll(parsed.lineRejects());
        itemRejects.addAll(parsed.itemRejects());
      }
    }

    private void resolve() {
      SortedMap<String, List<SequencePart>> grouped = new TreeMap<>();
      for (SequencePart part : parts) {
        grouped.computeIfAbsent(part.owner().name(), owner -> new ArrayList<>()).add(part);
      }
      grouped.forEach(
          (owner, said) ->
              byOwner.put(
                  owner,
                  OwnerSequence.resolve(said, CATALOGUE, NOT_READY, DAY, fixed -> List.of())));
    }

    List<Reject> rejects() {
      List<Reject> all = new ArrayList<>(lineRejects);
      all.addAll(itemRejects);
      byOwner.values().forEach(resolved -> all.addAll(resolved.rejects()));
      return all;
    }

    int sum(ToIntFunction<OwnerSequence.Resolved> figure) {
      return byOwner.values().stream().mapToInt(figure).sum();
    }
  }

  @BeforeAll
  static void readOnce() throws IOException {
    usual = Night.of("\n", new Random(1));
  }

  private static String place(String file, long line) {
    return file + ":" + line;
  }

  @Test
  void everyBadLine_isRejectedUnderItsCode_andNoOtherLineIs() {
    SortedMap<String, List<RejectCode>> codes = new TreeMap<>();
    for (Reject reject : usual.rejects()) {
      codes
          .computeIfAbsent(place(reject.file(), reject.line()), at -> new ArrayList<>())
          .add(reject.code());
      assertThat(reject.reason()).isNotBlank().hasSizeLessThan(250);
    }
    codes.values().forEach(Collections::sort);

    assertThat(FILES.bad()).isGreaterThanOrEqualTo(BAD_LINES);
    assertThat(codes).isEqualTo(FILES.codes());
  }

  @Test
  void everyLine_isUsedOrRejected_neverBoth() {
    List<String> said = new ArrayList<>();
    usual.parts().forEach(part -> said.add(place(part.file(), part.line())));
    usual.lineRejects().forEach(reject -> said.add(place(reject.file(), reject.line())));

    Set<String> lines = new TreeSet<>();
    FILES
        .contents()
        .forEach(
            (path, content) -> {
              String[] texts = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
              for (int i = path.endsWith(".csv") ? 1 : 0; i < texts.length; i++) {
                if (!texts[i].isEmpty()) {
                  lines.add(place(path, i + 1L));
                }
              }
            });
    Collections.sort(said);
    assertThat(said).isEqualTo(List.copyOf(lines)); // with duplicates, if there are any
  }

  @Test
  void goodRecords_allSurvive() {
    SortedMap<String, List<String>> loops = new TreeMap<>();
    usual
        .byOwner()
        .forEach(
            (user, resolved) ->
                loops.put(user, resolved.loop().stream().map(AiredVideo::id).toList()));
    loops.keySet().retainAll(FILES.loops().keySet());

    assertThat(loops).hasSizeGreaterThan(1000).isEqualTo(FILES.loops());
  }

  @Test
  void records_addUpToWhatWasWritten() {
    assertThat(usual.lineRejects()).hasSize(FILES.count(Fate.LINE_REJECTED));
    assertThat(usual.sum(OwnerSequence.Resolved::rejectedRecords))
        .isEqualTo(FILES.count(Fate.RECORD_REJECTED));
    assertThat(usual.sum(OwnerSequence.Resolved::notReadyRecords))
        .isEqualTo(FILES.count(Fate.NOT_READY));
    assertThat(usual.sum(OwnerSequence.Resolved::recordsOnAir)).isEqualTo(FILES.count(Fate.ON_AIR));
    assertThat(usual.sum(OwnerSequence.Resolved::records) + usual.lineRejects().size())
        .isEqualTo(Arrays.stream(Fate.values()).mapToInt(FILES::count).sum());
    assertThat(usual.byOwner().values())
        .allMatch(resolved -> resolved.isOnAir() == (resolved.recordsOnAir() == 1));
  }

  @Test
  void orderAndLineEnds_decideNothing() throws IOException {
    assertThat(Night.of("\r\n", new Random(2)).byOwner()).isEqualTo(usual.byOwner());
    assertThat(Night.of("\r", new Random(3)).byOwner()).isEqualTo(usual.byOwner());
  }
}
