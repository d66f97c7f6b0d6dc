package io.streamsync.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartedWriteTest {
  private final Server server = new Server();

  /** Keeps one object, as text, and forgets an upload once it is one. */
  private static final class Server implements PartedWrite.Requests {
    private final List<String> parts = new ArrayList<>();
    private String begun = "";
    private String object = "";
    private String objectMark = "";
    private boolean abandoned;
    private boolean losesAnswers;
    private boolean losesUploads;
    private boolean isSilent;
    private final CompletableFuture<String> lastPart = new CompletableFuture<>();
    private boolean isSlow;
    private boolean abandonedInTime;

    @Override
    public String begin(String mark) {
      begun = mark;
      return "upload";
    }

    @Override
    public CompletableFuture<String> putPart(String upload, int number, byte[] part) {
      parts.add(new String(part, US_ASCII));
      if (isSlow) {
        Executor later = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
        later.execute(() -> lastPart.complete("tag-" + number));
        return lastPart;
      }
      return CompletableFuture.completedFuture("tag-" + number);
    }

    @Override
    public void complete(String upload, List<String> eTags) throws IOException {
      for (int i = 0; i < parts.size(); i++) {
        assertThat(eTags.get(i)).isEqualTo("tag-" + (i + 1));
      }
      if (!losesUploads) {
        object = String.join("", parts);
        objectMark = begun;
      }
      if (losesAnswers || losesUploads) {
        throw new IOException("no such upload");
      }
    }

    @Override
    public boolean isThere(String mark, long size) throws IOException {
      if (isSilent) {
        throw new IOException("no answer");
      }
      return mark.equals(objectMark) && size == object.length();
    }

    @Override
    public void abandon(String upload) {
      abandoned = true;
      abandonedInTime = (!isSlow || lastPart.isDone()) && !Thread.currentThread().isInterrupted();
    }
  }

  private void write(String content, long size) throws IOException {
    new PartedWrite(server, /* leastPartBytes= */ 4)
        .write(new ByteArrayInputStream(content.getBytes(US_ASCII)), size);
  }

  @ParameterizedTest(name = "{0} in parts of four is {1}")
  @CsvSource({"abcd, abcd", "abcde, abcd e", "abcdefgh, abcd efgh", "abcdefghij, abcd efgh ij"})
  void write_content_isCutIntoParts(String content, String parts) throws IOException {
    write(content, content.length());
    assertThat(server.parts).containsExactly(parts.split(" ", -1));
    assertThat(server.object).isEqualTo(content);
    assertThat(server.abandoned).isFalse();
  }

  @Test
  void write_ofMoreThanTenThousandParts_takesLargerOnes() throws IOException {
    write("x".repeat(40_001), 40_001);
    assertThat(server.parts).hasSize(8001).first().asString().hasSize(5);
  }

  @Test
  void write_answerLostAfterTheObjectIsThere_isDone() throws IOException {
    server.losesAnswers = true;
    write("abcdef", 6);
    assertThat(server.object).isEqualTo("abcdef");
    assertThat(server.abandoned).isFalse();
  }

  @Test
  void write_uploadLost_fails_thoughAnotherObjectOfThatSizeIsThere() throws IOException {
    write("abcdef", 6);
    server.parts.clear();
    server.losesUploads = true;
    assertThatThrownBy(() -> write("ghijkl", 6)).hasMessage("no such upload");
    assertThat(server.object).isEqualTo("abcdef");
    assertThat(server.abandoned).isTrue();
  }

  @Test
  void write_answerLostAndNobodyTells_failsWithTheFirstFailure() {
    server.losesAnswers = true;
    server.isSilent = true;
    assertThatThrownBy(() -> write("abcdef", 6))
        .hasMessage("no such upload")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("no answer"));
  }

  @Test
  void write_contentThatEndsEarly_fails_andLeavesNoParts() {
    assertThatThrownBy(() -> write("abcdef", 7)).isInstanceOf(EOFException.class);
    assertThat(server.object).isEmpty();
    assertThat(server.abandoned).isTrue();
  }

  /** A part that comes after it would stay, and an interrupted request would not be made. */
  @Test
  void write_interrupted_givesUpOnlyOnceTheLastPartHasEnded() {
    server.isSlow = true;
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> write("abcd", 4)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.abandonedInTime).isTrue();
  }
}
