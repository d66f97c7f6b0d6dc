package io.streamsync.timeline;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.timeline.DayWish.Fixed;
import io.streamsync.timeline.PlainDay.Piece;
import io.streamsync.timeline.PlainDay.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * Names what is wrong with a day by the laws Full, Order and Slate. It lays out nothing: it goes
 * through a given day once and asks of each programme whether it may stand there.
 */
final class TimelineJudge {
  private static final long TOLERANCE = PlainDay.PER_SECOND * 20 / 1000;
  private static final long HALF_A_SECOND = PlainDay.PER_SECOND / 2;

  private final DayWish wish;
  private final List<Fixed> fixed = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** The loop's item and the fixed one that come next. */
  private int nextItem;

  private int nextFixed;

  /** What is on since the last boundary: the video that was last, and how much of it was shown. */
  private CatalogueEntry current = TestSlate.VIDEO;

  private int currentSegments;
  private boolean currentFixed;
  private boolean begun;

  private TimelineJudge(DayWish wish, List<Integer> leftOut) {
    this.wish = wish;
    for (int i = 0; i < wish.fixed().size(); i++) {
      if (!leftOut.contains(i)) {
        fixed.add(wish.fixed().get(i));
      }
    }
  }

  /** Empty if the day keeps the laws. */
  static List<String> faults(DayWish wish, PlainDay day) {
    TimelineJudge judge = new TimelineJudge(wish, day.leftOut());
    judge.tiles(day.shown());
    boolean afterSlate = false;
    for (Shown shown : day.shown()) {
      if (shown.slate()) {
        judge.slate(shown, afterSlate);
      } else if (judge.isFixed(shown)) {
        judge.fixed(shown);
      } else {
        judge.looped(shown, afterSlate);
      }
      afterSlate = shown.slate();
    }
    for (Fixed item : judge.fixed.subList(judge.nextFixed, judge.fixed.size())) {
      judge.fault("nobody sees the item fixed at " + nominal(item), nominal(item));
    }
    return judge.faults;
  }

  private void fault(String what, long at) {
    faults.add(what + " at " + at / PlainDay.PER_MILLI + " ms");
  }

  private static long nominal(Fixed item) {
    return item.startMillis() * PlainDay.PER_MILLI;
  }

  private long boundary() {
    return nextFixed < fixed.size() ? nominal(fixed.get(nextFixed)) : PlainDay.dayUnits(wish);
  }

  private void tiles(List<Shown> day) {
    long end = 0;
    for (Shown shown : day) {
      if (shown.start() != end) {
        fault(shown.start() > end ? "a hole" : "an overlap", end);
      }
      if (shown.end() - shown.start() != length(shown.pieces())) {
        fault("a programme that is not as long as its segments", shown.start());
      }
      end = shown.end();
    }
    if (Math.abs(end - PlainDay.dayUnits(wish)) > TOLERANCE) {
      fault("the day ends", end);
    }
  }

  private long length(List<Piece> pieces) {
    long sum = 0;
    for (Piece piece : pieces) {
      CatalogueEntry entry = wish.entry(piece.key());
      for (int i = 0; i < piece.count(); i++) {
        sum += PlainDay.units(entry, piece.first() + i);
      }
    }
    return sum;
  }

  private boolean isFixed(Shown shown) {
    return nextFixed < fixed.size()
        && shown.key().equals(fixed.get(nextFixed).entry().videoKey())
        && Math.abs(shown.start() - boundary()) <= TOLERANCE;
  }

  private void fixed(Shown shown) {
    hole(shown.start());
    Fixed item = fixed.get(nextFixed++);
    current = item.entry();
    begun = true;
    currentFixed = true;
    wholeSegments(shown);
  }

  private void looped(Shown shown, boolean afterSlate) {
    if (afterSlate) {
      fault("slate before the loop is at a boundary", shown.start());
    }
    if (begun && currentSegments < segments(current)) {
      fault("a cut item that no boundary follows", shown.start());
    }
    if (wish.loop().isEmpty()) {
      fault("an item that nobody asked for", shown.start());
      return;
    }
    current = nextOfLoop();
    nextItem++;
    begun = true;
    currentFixed = false;
    if (!shown.key().equals(current.videoKey())) {
      fault("not the next item of the loop", shown.start());
    }
    wholeSegments(shown);
    if (shown.end() > boundary()) {
      fault("an item that runs over a boundary", shown.start());
    }
  }

  private void wholeSegments(Shown shown) {
    Piece piece = shown.pieces().get(0);
    if (shown.pieces().size() != 1 || piece.first() != 0 || piece.count() < 1) {
      fault("an item that is not shown from its start in one piece", shown.start());
    }
    currentSegments = shown.segments();
  }

  private static int segments(CatalogueEntry entry) {
    return entry.video().segmentFrames().size();
  }

  /** A boundary without slate before it. */
  private void hole(long end) {
    if (boundary() - end > TOLERANCE) {
      fault("no slate before a boundary", end);
    }
  }

  private void slate(Shown shown, boolean afterSlate) {
    long hole = boundary() - shown.start();
    if (afterSlate) {
      fault("slate after slate", shown.start());
    }
    if (hole < HALF_A_SECOND || Math.abs(shown.end() - boundary()) > TOLERANCE / 2) {
      fault("slate that is not as long as its hole", shown.start());
    }
    if (!isNeeded(hole)) {
      fault("slate where segments had room", shown.start());
    }
    composition(shown);
    begun = false;
  }

  /**
   * What would have come next is longer than the hole; or it fits, and was given up because it left
   * too little for slate.
   */
  private boolean isNeeded(long hole) {
    boolean cut = begun && currentSegments < segments(current);
    if (!cut && wish.loop().isEmpty()) {
      return true;
    }
    CatalogueEntry entry = cut ? current : nextOfLoop();
    List<Long> following = new ArrayList<>();
    for (int i = cut ? currentSegments : 0; i < segments(entry); i++) {
      following.add(PlainDay.units(entry, i));
    }
    // A fixed item is cut as if it had started when it should, which it may have done early.
    long room = cut && currentFixed ? hole - TOLERANCE : hole;
    return following.get(0) > room || leavesTooLittle(hole, following);
  }

  private CatalogueEntry nextOfLoop() {
    return wish.loop().get(nextItem % wish.loop().size());
  }

  private static boolean leavesTooLittle(long hole, List<Long> following) {
    long left = hole;
    for (long units : following) {
      left -= units;
      if (left > TOLERANCE && left < HALF_A_SECOND) {
        return true;
      }
    }
    return false;
  }

  /** Whole segments of the slate video over and over, as many as may be, and one of the ruler. */
  private void composition(Shown shown) {
    int inVideo = segments(TestSlate.VIDEO);
    List<Piece> pieces = shown.pieces();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean last = i == pieces.size() - 1;
      boolean lastOfVideo = i == pieces.size() - 2;
      boolean good =
          last
              ? piece.key().equals(TestSlate.RULER.videoKey()) && piece.count() == 1
              : piece.key().equals(TestSlate.VIDEO.videoKey())
                  && piece.first() == 0
                  && (piece.count() == inVideo || lastOfVideo);
      if (!good) {
        fault("slate that is not of slate video and one ruler segment", shown.start());
      }
    }
  }
}
