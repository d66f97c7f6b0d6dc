package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Colour;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.Probe.Sound;
import io.streamsync.source.Probe.Timing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Goldens: whoever changes a command line changes every video, and so raises Ladder's recipe. */
final class EncodeCommandTest {
  private static final SoundLevel LEVEL = new SoundLevel(-3.5, 0);

  @Test
  void arguments_ofFilmWithSound_areThese() {
    Probe probe = probe(new Size(1920, 1080), Optional.of(new Sound(1)));
    Ladder ladder =
        new Ladder(List.of(Rendition.V240, Rendition.V480), 128_000, -23, "veryfast", 2, "8.0.1");
    SegmentPlan plan = SegmentPlan.of(new FrameRate(24_000, 1001), 240);

    assertThat(text(probe, ladder, plan))
        .isEqualTo(
            """
            -filter_complex
             [0:0]fps=24000/1001:start_time=0,tpad=stop_mode=clone:stop_duration=2\
            ,trim=end_frame=240,setpts=N\
            ,scale=854:480:in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv\
            ,setsar=1,format=yuv420p\
            ,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709\
            ,split=2[v480][below-v480]
             [below-v480]scale=426:240,setsar=1,split=2[v240][below-v240]
             [below-v240]framestep=24\
            ,scale=160:90:in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc\
            ,setsar=1,format=yuvj420p[samples]
             [0:1]aresample=48000:async=1:first_pts=0\
            ,aformat=sample_fmts=fltp:channel_layouts=stereo,volume=-3.50dB,apad\
            ,atrim=start_sample=1024:end_sample=480256[a0]
            -map [v480] -c:v libx264 -preset veryfast -threads 2 -profile:v high -level:v 31 \
            -crf 21 -maxrate 1330000 -bufsize 665000 -g 48 -keyint_min 48 \
            -sc_threshold 0 -flags +cgop -video_track_timescale 24000 \
            -map_metadata -1 -map_chapters -1 -fflags +bitexact \
            -movflags +cmaf+skip_trailer+frag_keyframe -use_editlist 0 -f mp4 out/v480.mp4
            -map [v240] -c:v libx264 -preset veryfast -threads 2 -profile:v high -level:v 30 \
            -crf 21 -maxrate 443333 -bufsize 221666 -g 48 -keyint_min 48 \
            -sc_threshold 0 -flags +cgop -video_track_timescale 24000 \
            -map_metadata -1 -map_chapters -1 -fflags +bitexact \
            -movflags +cmaf+skip_trailer+frag_keyframe -use_editlist 0 -f mp4 out/v240.mp4
            -map [a0] -c:a aac -profile:a aac_low -b:a 128000 -frag_duration 4000000 \
            -map_metadata -1 -map_chapters -1 -fflags +bitexact \
            -movflags +cmaf+skip_trailer -use_editlist 0 -f mp4 out/a0.mp4
            -map [samples] -fps_mode passthrough -strict -1 -f yuv4mpegpipe out/samples.y4m""");
  }

  @Test
  void arguments_ofSilentUprightClip_makeSilenceAndTurnTheBox() {
    Probe probe = probe(new Size(1080, 1920), Optional.empty());
    Ladder ladder = new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", 2, "8.0.1");
    String text = text(probe, ladder, SegmentPlan.of(new FrameRate(25, 1), 50));

    assertThat(text)
        .contains(
            "scale=240:426:in_color_matrix=bt709",
            "split=2[v240][below-v240]",
            "anullsrc=sample_rate=48000:channel_layout=stereo"
                + ",atrim=start_sample=1024:end_sample=96256[a0]",
            "-video_track_timescale 25000");
  }

  @Test
  void shift_ofLatePicture_putsItsFirstFrameAtZero() {
    Probe probe = probe(new Size(640, 360), Optional.of(new Sound(1)));
    Ladder ladder = Ladder.laptop("8.0.1");
    SegmentPlan plan = SegmentPlan.of(new FrameRate(25, 1), 50);

    assertThat(command(probe, ladder, plan).shiftMicros()).isEqualTo(-21_333);
  }

  private static String text(Probe probe, Ladder ladder, SegmentPlan plan) {
    return String.join(" ", command(probe, ladder, plan).arguments(LEVEL, Path.of("out")))
        .replace("filter_complex ", "filter_complex\n ")
        .replace(";", "\n ")
        .replace(" -map [", "\n-map [");
  }

  private static EncodeCommand command(Probe probe, Ladder ladder, SegmentPlan plan) {
    return new EncodeCommand(
        probe,
        probe.picture().orElseThrow(),
        ladder,
        plan,
        new SoundCommand(probe.sound(), ladder.audioBitrate(), plan),
        Storyboard.of(plan, probe.picture().orElseThrow().displaySize()));
  }

  private static Probe probe(Size size, Optional<Sound> sound) {
    Timing timing =
        new Timing(1_421_333, 10_010_000, Optional.empty(), Optional.empty(), OptionalLong.empty());
    Picture picture = new Picture(0, size, Optional.empty(), false, true, Colour.UNKNOWN, timing);
    return new Probe(1_400_000, Optional.of(picture), sound, List.of());
  }
}
