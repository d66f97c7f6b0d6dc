package io.streamsync.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON as it is stored: UTF-8, the same bytes for the same value, instants as text. */
public final class JsonText {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // A later format may add members; a change of meaning raises "format" instead.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A member that is missing or null is an error, unless its own JsonSetter says otherwise.
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
          .build();

  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private static final String SOURCE = " ?\\(start marker at \\[.*?\\]\\)";

  private JsonText() {}

  /** Indented, with a newline at the end. */
  public static byte[] document(Object value) {
    try {
      return (MAPPER.writer(PRETTY).writeValueAsString(value) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }

  /** One line, without a newline. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }

  /**
   * Reads a document or a line.
   *
   * @throws IOException naming {@code what} if it is no such JSON
   */
  public static <T> T read(byte[] json, Class<T> type, String what) throws IOException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) { // for the text "null"
        throw new IOException("it is null");
      }
      return value;
    } catch (IOException e) {
      throw new IOException(
          what + " is not a readable " + type.getSimpleName() + ": " + reason(e), e);
    }
  }

  /**
   * What is wrong with a text, in one line and without the parser's own name for where it came
   * from.
   */
  public static String reason(IOException failure) {
    String message =
        failure instanceof JsonProcessingException parsing
            ? parsing.getOriginalMessage()
            : failure.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("").replaceAll(SOURCE, "");
  }
}
