package io.streamsync.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.Rung;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterPlaylistTest {
  private static final List<Rung> RUNGS =
      List.of(new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2"));

  @Test
  void write_twoRungs_isTheGoldenText() {
    List<Rung> rungs =
        List.of(
            new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2"),
            new Rung("v480", 1_460_000, 854, 480, "avc1.64001f,mp4a.40.2"));
    assertThat(MasterPlaylist.write(rungs))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:11
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a0",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="timeline.m3u8?r=a0"
            #EXT-X-STREAM-INF:BANDWIDTH=660000,RESOLUTION=426x240,CODECS="avc1.64001e,mp4a.40.2",AUDIO="a0"
            timeline.m3u8?r=v240
            #EXT-X-STREAM-INF:BANDWIDTH=1460000,RESOLUTION=854x480,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a0"
            timeline.m3u8?r=v480
            """);
    assertThat(MasterPlaylist.write(rungs, List.of())).isEqualTo(MasterPlaylist.write(rungs));
  }

  @Test
  void write_languages_areOneSubtitlesGroupOfEveryRung() {
    assertThat(MasterPlaylist.write(RUNGS, List.of("pt-br", "de", "qaa", "de")))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:11
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a0",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="timeline.m3u8?r=a0"
            #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="Deutsch",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,URI="timeline.m3u8?r=t-de"
            #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="português (Brasil)",LANGUAGE="pt-br",DEFAULT=NO,AUTOSELECT=YES,URI="timeline.m3u8?r=t-pt-br"
            #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="qaa",LANGUAGE="qaa",DEFAULT=NO,AUTOSELECT=YES,URI="timeline.m3u8?r=t-qaa"
            #EXT-X-STREAM-INF:BANDWIDTH=660000,RESOLUTION=426x240,CODECS="avc1.64001e,mp4a.40.2",AUDIO="a0",SUBTITLES="t"
            timeline.m3u8?r=v240
            """);
  }

  @Test
  void write_languagesOfOneName_haveNamesOfTheirOwn() {
    String master = MasterPlaylist.write(RUNGS, List.of("he", "iw"));
    assertThat(master).contains("NAME=\"עברית\",LANGUAGE=\"he\"");
    assertThat(master).contains("NAME=\"עברית (iw)\",LANGUAGE=\"iw\"");
  }
}
