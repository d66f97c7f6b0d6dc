package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.TestVideos;
import io.streamsync.job.NightFindings.DayFindings;
import io.streamsync.job.RejectFigures.OfCode;
import io.streamsync.job.RejectFigures.UnknownVideo;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.sequence.Owner;
import io.streamsync.sequence.OwnerSequence;
import io.streamsync.sequence.Place;
import io.streamsync.sequence.SequencePart;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectPartsTest {
  private static final String TODAY = "2026-11-21";
  private static final String TOMORROW = "2026-11-22";

  private final ObjectStore ledger = new MemoryStore(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private void put(String run, String stage, String part, Reject... rejects) throws IOException {
    ledger.put(RunPaths.rejects(run, stage, part), StageOutputs.rejectLines(List.of(rejects)));
  }

  private static Reject reject(RejectCode code, long line) {
    return new Reject(code, "all.jsonl", line, "line " + line);
  }

  private static DayFindings day(String date, String run) {
    DaySummary summary = new DaySummary(date, "r-" + date, run, true, 0, Balance.NONE, 0, 0, 0);
    BroadcastDay day = new BroadcastDay(LocalDate.parse(date), ZoneOffset.UTC);
    return new DayFindings(summary, day, AirStatistics.NONE);
  }

  private RejectFigures figures(DayFindings... days) throws IOException {
    return new RejectParts(ledger).figures("now", List.of(days));
  }

  @Test
  void rejectOfTwoDays_standsOnce_withBoth() throws IOException {
    Reject standing = reject(RejectCode.BAD_RECORD, 1);
    put("now", TODAY, "03", standing, reject(RejectCode.BAD_RECORD, 2));
    put("now", TOMORROW, "03", standing);
    put("now", "input", "00", Reject.ofFile(RejectCode.UNKNOWN_FILE, "a.txt", "no"));

    RejectFigures figures = figures(day(TODAY, "now"), day(TOMORROW, "now"));

    assertThat(figures.byCode())
        .containsExactly(
            new OfCode(
                RejectCode.BAD_RECORD,
                RejectCode.BAD_RECORD.hint(),
                2,
                List.of(
                    new ReportedReject("all.jsonl", 1, "line 1", List.of(TODAY, TOMORROW)),
                    new ReportedReject("all.jsonl", 2, "line 2", List.of(TODAY)))),
            new OfCode(
                RejectCode.UNKNOWN_FILE,
                RejectCode.UNKNOWN_FILE.hint(),
                1,
                List.of(new ReportedReject("a.txt", 0, "no", List.of()))));
    assertThat(figures.count()).isEqualTo(3);
  }

  @Test
  void dayThatWasCompleteAlready_hasTheRejectsOfItsRun() throws IOException {
    put("earlier", TODAY, "03", reject(RejectCode.BAD_RECORD, 1));
    put("earlier", "input", "00", reject(RejectCode.BAD_ID, 1));
    put("now", TOMORROW, "03", reject(RejectCode.BAD_RECORD, 1));

    RejectFigures figures = figures(day(TODAY, "earlier"), day(TOMORROW, "now"));

    assertThat(figures.byCode()).hasSize(1);
    assertThat(figures.byCode().get(0).first().get(0).days()).containsExactly(TODAY, TOMORROW);
  }

  @Test
  void rejectThatStandsTwiceInAPart_countsTwice_onEachDayOnce() throws IOException {
    Reject twice = reject(RejectCode.BAD_ITEM, 1);
    put("now", TODAY, "03", twice, twice);
    put("now", TOMORROW, "03", twice);

    RejectFigures figures = figures(day(TODAY, "now"), day(TOMORROW, "now"));

    assertThat(figures.count()).isEqualTo(2);
    assertThat(figures.byCode().get(0).first())
        .extracting(ReportedReject::days)
        .containsExactlyInAnyOrder(List.of(TODAY), List.of(TODAY, TOMORROW));
  }

  @Test
  void manyRejects_areCounted_andTheFirstHundredShown() throws IOException {
    Reject[] many =
        IntStream.rangeClosed(1, 250)
            .mapToObj(line -> reject(RejectCode.BAD_LINE, line))
            .toArray(Reject[]::new);
    put("now", TODAY, "00", many);

    OfCode code = figures(day(TODAY, "now")).byCode().get(0);

    assertThat(code.count()).isEqualTo(250);
    assertThat(code.first()).hasSize(100);
    assertThat(code.first().get(99).line()).isEqualTo(100);
  }

  @Test
  void notReady_isNoReject() throws IOException {
    put("now", TODAY, "00", reject(RejectCode.NOT_READY, 1));

    RejectFigures figures = figures(day(TODAY, "now"));

    assertThat(figures.count()).isZero();
    assertThat(figures.notReady().count()).isEqualTo(1);
  }

  /** The rejects are those of real sequences. */
  @Test
  void unknownVideos_areCountedById_mostNamedFirst() throws IOException {
    put("now", TODAY, "00", rejects(1, "it's gone", "nowhere"));
    put("now", TODAY, "01", rejects(2, "nowhere", "a"));

    assertThat(figures(day(TODAY, "now")).unknownVideos())
        .isEqualTo(
            new Excerpt<>(
                2, List.of(new UnknownVideo("nowhere", 2), new UnknownVideo("it's gone", 1))));
  }

  private static Reject[] rejects(long line, String... videos) {
    SequencePart builtIn = SequencePart.builtInMain(List.of(videos));
    SequencePart part =
        new SequencePart(
            new Owner(false, "u" + line),
            "",
            Place.STANDING,
            "all.jsonl",
            line,
            builtIn.position(),
            builtIn.loop(),
            List.of());
    BroadcastDay day = new BroadcastDay(LocalDate.parse(TODAY), ZoneOffset.UTC);
    return OwnerSequence.resolve(
            List.of(part), TestVideos.catalogue("a"), Set.of(), day, fixed -> List.of())
        .rejects()
        .stream()
        .filter(reject -> reject.code() == RejectCode.UNKNOWN_VIDEO)
        .toArray(Reject[]::new);
  }
}
