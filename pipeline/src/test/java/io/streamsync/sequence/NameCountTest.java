package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.store.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameCountTest {
  private static final Map<String, String> KEYS = Map.of("a", "key-a", "b", "key-b", "b2", "key-b");

  private static Map<String, Long> count(String path, String text) {
    SequenceFile file =
        new SequenceFile(new ObjectInfo(path, text.length(), Instant.EPOCH), Place.STANDING);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    List<SequencePart> parts =
        SequenceParser.parse(
                new SequenceChunk(file, 1, 0, content.length, /* isOverlong= */ false),
                content,
                FileHead.of(content))
            .parts();
    return NameCount.count(parts, KEYS);
  }

  @Test
  void records_countEveryItemOfKnownVideos_underTheKeyTheyShare() {
    String records =
        """
        {"user": "u1", "videos": ["a", "b", "nobody", "a"]}
        {"channel": "news", "videos": [{"video": "b2"}, {"video": "a", "startAt": "20:00"}]}
        {"user": "u2", "videos": ["a"
        {"user": "u1", "videos": ["b"]}
        """;

    assertThat(count("sequences/s.jsonl", records)).isEqualTo(Map.of("key-a", 3L, "key-b", 3L));
  }

  @Test
  void rows_countOneEach() {
    String rows = "user,position,video\nu1,1,a\nu1,2,b2\nu2,x,a\nu2,1,nobody\n";

    assertThat(count("sequences/s.csv", rows)).isEqualTo(Map.of("key-a", 1L, "key-b", 1L));
  }
}
