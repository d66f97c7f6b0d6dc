package io.streamsync.job;

import io.streamsync.media.Ticks;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.release.Guide;
import io.streamsync.release.SitePaths;
import java.util.List;

/** From a channel's day to what the guide tells of it. */
final class ChannelGuide {
  private ChannelGuide() {}

  static List<Guide.Airing> of(DayTimeline day) {
    return day.programmes().stream()
        .filter(programme -> programme.kind() == Programme.Kind.PROGRAMME)
        .map(programme -> airing(day, programme))
        .toList();
  }

  private static Guide.Airing airing(DayTimeline day, Programme programme) {
    return new Guide.Airing(
        Ticks.after(day.from(), programme.startTicks()),
        Ticks.after(day.from(), programme.endTicks()),
        programme.video().title(),
        SitePaths.poster(programme.video().key()));
  }
}
