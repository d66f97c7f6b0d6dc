package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.Ladder;
import io.streamsync.release.Secret;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PackWritesTest {
  private static final String RELEASE = "20261120-test";

  private final MemoryStore stored = new MemoryStore(Clock.systemUTC());
  private final Map<String, CompletableFuture<Void>> underWay = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** Writes end when the test says so; all else is asked of the memory, and remembered. */
  private final ObjectStore site =
      (ObjectStore)
          Proxy.newProxyInstance(
              PackWritesTest.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("putLater")) {
                  CompletableFuture<Void> done = new CompletableFuture<>();
                  underWay.put((String) arguments[0], done);
                  return done;
                }
                asked.add(method.getName() + " " + arguments[0]);
                try {
                  return method.invoke(stored, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private PackWrites writes(boolean resumed) {
    return new PackWrites(site, new LeftPacks(site, day(resumed)));
  }

  private static DaySettings day(boolean resumed) {
    JobSettings job =
        new JobSettings("i", "s", "l", "w", "", 1, "r", Secret.FIRST, Ladder.laptop("t"));
    BroadcastDay day = new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneId.of("UTC"));
    return new DaySettings(job, day, RELEASE, 600, resumed);
  }

  private static String path(String key) {
    return TimelinePath.ofViewer(key).in(RELEASE);
  }

  private static void begin(PackWrites writes, String key, int size) throws IOException {
    AiredPack pack = new AiredPack(key, "user", path(key), size, "hash");
    writes.begin(TimelinePath.ofViewer(key), pack, new byte[size]);
  }

  private void end(String key) {
    write(key).complete(null);
  }

  private CompletableFuture<Void> write(String key) {
    return underWay.getOrDefault(path(key), new CompletableFuture<>());
  }

  private static List<String> keys(List<KV<String, AiredPack>> packs) {
    assertThat(packs).allMatch(p -> p.getKey().equals(p.getValue().name().substring(0, 2)));
    return packs.stream().map(pack -> pack.getValue().name()).toList();
  }

  @Test
  void confirmed_holdsNoPackWhoseWriteIsUnderWay() throws IOException {
    PackWrites writes = writes(false);
    begin(writes, "aa1", 5);
    begin(writes, "bb2", 5);
    begin(writes, "aa3", 5);
    assertThat(writes.confirmed()).isEmpty();
    end("aa1");
    end("aa3");
    assertThat(keys(writes.confirmed())).containsExactly("aa1");
    end("bb2");
    assertThat(keys(writes.confirmed())).containsExactly("bb2", "aa3");
    assertThat(writes.await()).isEmpty();
  }

  @Test
  void await_waitsForTheLastWrite() throws Exception {
    PackWrites writes = writes(false);
    begin(writes, "aa1", 5);
    begin(writes, "aa2", 5);
    end("aa1");
    CompletableFuture<List<String>> awaited =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return keys(writes.await());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(awaited).isNotDone();
    end("aa2");
    assertThat(awaited.get()).containsExactly("aa1", "aa2");
  }

  @Test
  void await_writeThatFailed_isThrownAndNoPackHandedOut() throws IOException {
    PackWrites writes = writes(false);
    begin(writes, "aa1", 5);
    begin(writes, "aa2", 5);
    begin(writes, "aa3", 5);
    end("aa1");
    write("aa2").completeExceptionally(new IOException("s3://b/aa2: no answer"));
    write("aa3").completeExceptionally(new IOException("later"));
    assertThatThrownBy(writes::await)
        .isInstanceOf(IOException.class)
        .hasMessage("s3://b/aa2: no answer");
  }

  @Test
  void confirmed_writeThatFailed_isThrownBeforeTheBundleEnds() throws IOException {
    PackWrites writes = writes(false);
    begin(writes, "aa1", 5);
    write("aa1").completeExceptionally(new IllegalStateException("broken"));
    assertThatThrownBy(writes::confirmed)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path("aa1"))
        .hasMessageContaining("broken");
  }

  @Test
  void begin_ofANewRelease_asksTheStoreNothing() throws IOException {
    PackWrites writes = writes(false);
    begin(writes, "aa1", 5);
    begin(writes, "bb2", 5);
    assertThat(asked).isEmpty();
    assertThat(underWay.keySet()).containsExactly(path("aa1"), path("bb2"));
  }

  @Test
  void begin_ofAResumedRelease_listsEachShardOnceAndWritesWhatIsMissing() throws IOException {
    stored.put(path("aa1"), new byte[5]);
    stored.put(path("aa2"), new byte[4]); // cut off
    LeftPacks left = new LeftPacks(site, day(true));
    for (String key : List.of("aa1", "aa2", "aa3", "bb4")) {
      PackWrites bundle = new PackWrites(site, left);
      begin(bundle, key, 5);
      end(key);
      assertThat(keys(bundle.await())).containsExactly(key);
    }
    String timelines = "releases/" + RELEASE + "/timelines/";
    assertThat(asked).containsExactly("list " + timelines + "aa/", "list " + timelines + "bb/");
    assertThat(underWay.keySet()).containsExactly(path("aa2"), path("aa3"), path("bb4"));
  }
}
