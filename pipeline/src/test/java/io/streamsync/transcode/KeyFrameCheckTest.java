package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On samples of a few NAL units: four bytes of length, one of type, one of content. */
final class KeyFrameCheckTest {
  private static final byte MESSAGE = 6;
  private static final byte IDR = 5;
  private static final byte OTHER_SLICE = 1;

  @TempDir private Path folder;

  @Test
  void idr_behindAMessage_passes() {
    assertThatCode(() -> check(true, MESSAGE, IDR)).doesNotThrowAnyException();
  }

  @Test
  void otherPicture_calledAKeyFrame_fails() {
    assertThatThrownBy(() -> check(true, MESSAGE, OTHER_SLICE, IDR))
        .isInstanceOf(TranscodeException.class)
        .hasMessage("v240: the frame at 2000 is called a key frame but is no IDR");
  }

  @Test
  void sample_withoutAPicture_fails() {
    assertThatThrownBy(() -> check(true, MESSAGE)).hasMessageContaining("is no IDR");
  }

  @Test
  void otherPicture_calledNoKeyFrame_passes() {
    assertThatCode(() -> check(false, OTHER_SLICE)).doesNotThrowAnyException();
  }

  private void check(boolean sync, byte... types) throws IOException, TranscodeException {
    byte[] units = new byte[types.length * 6];
    for (int i = 0; i < types.length; i++) {
      units[i * 6 + 3] = 2;
      units[i * 6 + 4] = (byte) (0x60 | types[i]);
    }
    Path file = Files.write(folder.resolve("sample"), units);
    Sample sample = new Sample(0, units.length, 2000, 1000, 0, sync);
    try (FileChannel channel = FileChannel.open(file)) {
      new KeyFrameCheck("v240", channel)
          .check(new FragmentedTrack(new byte[0], 1, 25_000, false, List.of(sample)));
    }
  }
}
