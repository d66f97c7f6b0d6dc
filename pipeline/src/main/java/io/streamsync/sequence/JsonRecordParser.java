package io.streamsync.sequence;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.streamsync.source.Ids;
import io.streamsync.source.PlainTitle;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.JsonText;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one line of a JSONL file: {@code {"user": "u-17", "videos": ["intro", {"video": "fight",
 * "startAt": "20:00:00"}]}}.
 */
final class JsonRecordParser {
  private static final int TOKENS_OF_AN_ITEM = 6;

  /** What a line can make a worker hold, far above what a record needs. */
  private static final JsonFactory BOUNDED =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxNumberLength(100)
                  .maxTokenCount(2L * TOKENS_OF_AN_ITEM * SequencePart.MAX_ITEMS)
                  .build())
          .errorReportConfiguration(
              ErrorReportConfiguration.builder().maxErrorTokenLength(40).build())
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(BOUNDED)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Names a setting of the parser, which no author of sequences can reach. */
  private static final String SETTING = ", from `.*?`";

  private final SequenceFile file;
  private final long line;
  private final List<Reject> itemRejects;
  private final List<String> loop = new ArrayList<>();
  private final List<FixedStart> fixed = new ArrayList<>();

  private JsonRecordParser(SequenceFile file, long line, List<Reject> itemRejects) {
    this.file = file;
    this.line = line;
    this.itemRejects = itemRejects;
  }

  /**
   * @param itemRejects where items go that cannot be used; the rest of the record plays
   */
  static SequencePart parse(String text, SequenceFile file, long line, List<Reject> itemRejects)
      throws LineRejectedException {
    return new JsonRecordParser(file, line, itemRejects).parse(read(text));
  }

  private SequencePart parse(JsonNode node) throws LineRejectedException {
    Owner owner = owner(node);
    JsonNode items = node.get("videos");
    if (items == null || !items.isArray()) {
      throw bad("\"videos\" must be a list");
    }
    if (items.size() > SequencePart.MAX_ITEMS) {
      throw bad("it has %d items, more than %d".formatted(items.size(), SequencePart.MAX_ITEMS));
    }
    for (int i = 0; i < items.size(); i++) {
      add(items.get(i), /* number= */ i + 1);
    }
    return new SequencePart(
        owner,
        PlainTitle.of(node.path("title").asText(""), owner.name()),
        file.place(),
        file.path(),
        line,
        SequencePart.WHOLE_RECORD,
        loop,
        fixed);
  }

  private void add(JsonNode item, int number) {
    JsonNode video = item.isObject() ? item.path("video") : item;
    JsonNode startAt = item.path("startAt");
    if (!video.isTextual()) {
      reject(RejectCode.BAD_ITEM, number, "names no video: " + Quote.of(item.toString()));
    } else if (startAt.isMissingNode()) {
      loop.add(video.asText());
    } else {
      addFixed(video.asText(), startAt, number);
    }
  }

  private void addFixed(String video, JsonNode startAt, int number) {
    Optional<LocalTime> time =
        startAt.isTextual() ? FixedStart.time(startAt.asText()) : Optional.empty();
    if (time.isPresent()) {
      fixed.add(new FixedStart(video, time.get()));
    } else {
      reject(RejectCode.BAD_START, number, FixedStart.noTime(quote(startAt)));
    }
  }

  private void reject(RejectCode code, int number, String reason) {
    itemRejects.add(new Reject(code, file.path(), line, "item " + number + ": " + reason));
  }

  private static JsonNode read(String text) throws LineRejectedException {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!node.isObject()) {
        throw bad("a record must be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      String reason = JsonText.reason(e).replaceAll(SETTING, "");
      throw new LineRejectedException(
          RejectCode.BAD_LINE, "not a record in JSON: " + Quote.shortened(reason));
    }
  }

  private static Owner owner(JsonNode node) throws LineRejectedException {
    JsonNode user = node.get("user");
    JsonNode channel = node.get("channel");
    if ((user == null) == (channel == null)) {
      throw bad("a record names either a \"user\" or a \"channel\"");
    }
    JsonNode name = user != null ? user : channel;
    boolean valid =
        name.isTextual() && (user != null ? Ids.isId(name.asText()) : Ids.isChannel(name.asText()));
    if (!valid) {
      String kind = user != null ? "user id" : "channel name";
      throw new LineRejectedException(RejectCode.BAD_ID, quote(name) + " is no " + kind);
    }
    return new Owner(user == null, name.asText());
  }

  private static String quote(JsonNode node) {
    return node.isTextual() ? Quote.of(node.asText()) : Quote.of(node.toString());
  }

  private static LineRejectedException bad(String reason) {
    return new LineRejectedException(RejectCode.BAD_RECORD, reason);
  }
}
