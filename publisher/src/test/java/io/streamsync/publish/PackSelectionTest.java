package io.streamsync.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.publish.PackSelection.Chosen;
import io.streamsync.release.Manifest;
import io.streamsync.release.Manifest.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackSelectionTest {
  private static SortedMap<String, byte[]> manifest(int packsAShard) {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    for (String shard : List.of("aa", "bb", "c")) {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < packsAShard; i++) {
        entries.add(new Entry(shard + "-%03d".formatted(i), 1, "00"));
      }
      parts.put(shard, Manifest.write(entries));
    }
    return parts;
  }

  @Test
  void sample_ofFewPacks_isAllOfThem() throws IOException {
    assertThat(PackSelection.few(5).sample(manifest(6))).hasSize(18).doesNotHaveDuplicates();
  }

  @Test
  void sample_ofOneSeed_isTheSameTwentyPacks() throws IOException {
    List<Chosen> first = PackSelection.few(5).sample(manifest(100));
    assertThat(first).hasSize(20).doesNotHaveDuplicates();
    assertThat(PackSelection.few(5).sample(manifest(100))).isEqualTo(first);
    assertThat(PackSelection.few(6).sample(manifest(100))).isNotEqualTo(first);
    assertThat(PackSelection.fewOf("20261120-a").seed())
        .isNotEqualTo(PackSelection.fewOf("20261120-b").seed());
  }

  @Test
  void sample_ofManySeeds_choosesEachPackAboutAsOften() throws IOException {
    SortedMap<String, byte[]> parts = manifest(20);
    Map<String, Integer> times = new TreeMap<>();
    for (long seed = 0; seed < 600; seed++) {
      for (Chosen pack : PackSelection.few(seed).sample(parts)) {
        times.merge(pack.entry().key(), 1, Integer::sum);
      }
    }
    assertThat(times).hasSize(60); // 200 times each, give or take five deviations
    assertThat(times.values()).allMatch(count -> count > 140 && count < 260);
  }
}
