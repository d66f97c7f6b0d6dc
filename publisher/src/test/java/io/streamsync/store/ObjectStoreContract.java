package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises, but for conditional writes; each store's test runs all of it. */
abstract class ObjectStoreContract {
  @TempDir Path folder = Path.of("");
  ObjectStore store = open(folder);

  abstract ObjectStore open(Path folder);

  @BeforeEach
  void openStore() {
    store = open(folder);
  }

  @Test
  void get_afterPut_isTheContent() throws IOException {
    store.put("a/b.txt", bytes("one"));
    store.put("a/b.txt", bytes("two"));
    assertThat(store.get("a/b.txt")).asString(UTF_8).isEqualTo("two");
    try (InputStream in = store.open("a/b.txt")) {
      assertThat(in).hasContent("two");
    }
  }

  @Test
  void put_ofAFile_copiesIt(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("source"), "from a file");
    store.put("copy", file);
    Files.writeString(file, "changed");
    assertThat(store.get("copy")).asString(UTF_8).isEqualTo("from a file");
  }

  @Test
  void get_arrayChangedAfterwards_leavesTheObject() throws IOException {
    byte[] content = bytes("one");
    store.put("a", content);
    content[0] = 'X';
    store.get("a")[1] = 'X';
    assertThat(store.get("a")).asString(UTF_8).isEqualTo("one");
  }

  @Test
  void read_absentObject_isNoSuchObjectNamingIt() throws IOException {
    store.put("folder/object", bytes("x"));
    for (String absent : List.of("none", "folder/none", "folder")) {
      assertThatThrownBy(() -> store.get(absent))
          .isInstanceOf(NoSuchObjectException.class)
          .hasMessageContaining(absent);
      assertThatThrownBy(() -> store.getRange(absent, 0, 1))
          .isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store.open(absent).close())
          .isInstanceOf(NoSuchObjectException.class);
      assertThat(store.head(absent)).isEmpty();
      assertThat(store.getVersioned(absent)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} to {1} of 0123456789 is {2}")
  @CsvSource({
    "0, 10, 0123456789",
    "0, 1, 0",
    "9, 10, 9",
    "3, 6, 345",
    "8, 99, 89",
    "4, 4, ''",
    "10, 12, ''",
    "50, 60, ''",
  })
  void getRange_startAndEnd_isHalfOpenAndCut(long start, long end, String expected)
      throws IOException {
    store.put("digits", bytes("0123456789"));
    assertThat(store.getRange("digits", start, end)).asString(UTF_8).isEqualTo(expected);
  }

  @Test
  void head_ofAnObject_tellsItsSize() throws IOException {
    store.put("a/b", bytes("four"));
    ObjectInfo info = store.head("a/b").orElseThrow();
    assertThat(info.path()).isEqualTo("a/b");
    assertThat(info.size()).isEqualTo(4);
    assertThat(store.list("a/")).containsExactly(info);
  }

  @Test
  void list_prefix_isEveryObjectBelowItInOrderOfPath() throws IOException {
    for (String path : List.of("b/2", "a", "b/10", "b/c/1", "b-/1", "bb", "b/C")) {
      store.put(path, bytes(path));
    }
    assertThat(paths("b/")).containsExactly("b/10", "b/2", "b/C", "b/c/1");
    assertThat(paths("b/c")).containsExactly("b/c/1");
    assertThat(paths("b")).containsExactly("b-/1", "b/10", "b/2", "b/C", "b/c/1", "bb");
    assertThat(paths("")).hasSize(7).isSorted();
    assertThat(paths("none/")).isEmpty();
    assertThat(paths("../")).isEmpty();
  }

  @Test
  void delete_absentAndPresent_leavesNeither() throws IOException {
    store.put("a/1", bytes("x"));
    store.put("a/2", bytes("x"));
    store.delete(List.of("a/1", "a/none", "none/none"));
    assertThat(paths("")).containsExactly("a/2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/x", "../x", "a/../../x", "a//b", "a/", ".", "a/./b", "a\0b"})
  void path_thatCouldLeaveTheStore_isRefusedByEveryOperation(String path) {
    assertThatThrownBy(() -> store.put(path, bytes("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.putIfUnchanged(path, bytes("x"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.get(path)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.getVersioned(path)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.getRange(path, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.open(path).close()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.head(path)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete(List.of(path)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  final List<String> paths(String prefix) throws IOException {
    return store.list(prefix).stream().map(ObjectInfo::path).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
