package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneCountTest {

  @ParameterizedTest(name = "{0} with {1} encodes and {2} cores: {3} lanes")
  @CsvSource({
    "'',                                                            1,  2,  1",
    "'',                                                            4,  8,  4",
    "'',                                                            4,  2,  3",
    "--runner=DirectRunner --targetParallelism=4,                   6,  2,  4",
    "--runner=FlinkRunner,                                          4,  8,  4",
    "--runner=FlinkRunner --flinkMaster=[local],                    4,  2,  2",
    "--runner=FlinkRunner --flinkMaster=[local] --parallelism=16,   4,  2,  4",
    "--runner=flinkrunner --flinkMaster=[local] --parallelism=2,    4,  8,  2",
    "--runner=FlinkRunner --flinkMaster=jobs:8081 --parallelism=16, 4,  2, 16",
    "--runner=FlinkRunner --flinkMaster=jobs:8081 --parallelism=-1, 4,  2,  1",
    "--runner=FlinkRunner --flinkMaster=jobs:8081,                  4,  2,  1",
  })
  void lanes_areAsManyAsEncodesCanRunAtOnce(String beam, int encodes, int cores, int lanes) {
    List<String> arguments = Arrays.asList(beam.split(" ", -1));

    assertThat(LaneCount.of(arguments, encodes, cores)).isEqualTo(lanes);
  }
}
