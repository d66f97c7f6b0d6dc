package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.command.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class NightlyCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"PT-6H", "6h", "6", ""})
  void transcodeFor_thatIsNoLengthOfTime_isWrongUsage(String length) {
    StringWriter err = new StringWriter();
    CommandLine commands = PipelineMain.commands().setErr(new PrintWriter(err));

    int exit =
        commands.execute(
            "nightly",
            "--input=" + folder.resolve("input"),
            "--site=" + folder.resolve("site"),
            "--ledger=" + folder.resolve("ledger"),
            "--transcode-for=" + length);

    assertThat(exit).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(err.toString()).contains("--transcode-for");
    assertThat(folder).isEmptyDirectory();
  }
}
