package io.streamsync.job;

import io.streamsync.job.AirStatistics.LeftOut;
import io.streamsync.job.AirStatistics.SlateShare;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.sequence.FixedItem;
import io.streamsync.sequence.Owner;
import io.streamsync.timeline.TimelinePlanner.Plan;
import java.util.Map;
import java.util.TreeMap;

/** Adds up timelines one by one, within a bundle of them. */
final class AirGathering {
  private Airtime viewers = Airtime.NONE;
  private Airtime channels = Airtime.NONE;
  private final Map<String, Long> airings = new TreeMap<>();
  private final Excerpt.Gathering<SlateShare> slateHeavy = new Excerpt.Gathering<>();
  private final Excerpt.Gathering<LeftOut> leftOut = new Excerpt.Gathering<>();

  void add(Owner owner, Plan plan, long packBytes) {
    Airtime airtime = airtime(plan.timeline(), packBytes);
    if (owner.isChannel()) {
      channels = channels.plus(airtime);
    } else {
      viewers = viewers.plus(airtime);
    }
    if (SlateShare.isMuch(airtime.slateTicks(), airtime.ticks())) {
      slateHeavy.add(new SlateShare(owner.toString(), airtime.slateTicks(), airtime.ticks()));
    }
    plan.leftOut().forEach(out -> leftOut.add(leftOut(out.item())));
  }

  private Airtime airtime(DayTimeline timeline, long packBytes) {
    long ticks = 0;
    long slateTicks = 0;
    for (Programme programme : timeline.programmes()) {
      ticks += programme.durationTicks();
      if (programme.kind() == Kind.SLATE) {
        slateTicks += programme.durationTicks();
      } else {
        airings.merge(programme.video().id(), 1L, Long::sum);
      }
    }
    return new Airtime(1, ticks, slateTicks, packBytes, packBytes);
  }

  private static LeftOut leftOut(FixedItem item) {
    return new LeftOut(item.file(), item.line(), item.video().id(), item.startTicks());
  }

  boolean isEmpty() {
    return viewers.timelines() + channels.timelines() == 0;
  }

  AirStatistics done() {
    return new AirStatistics(
        viewers, channels, new TreeMap<>(airings), slateHeavy.done(), leftOut.done());
  }
}
