package io.streamsync.sequence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.streamsync.source.Ids;
import io.streamsync.source.RejectCode;
import io.streamsync.store.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one line of a JSONL file: {@code {"user": "u-17", "videos": ["intro", {"video":
 * "fight"}]}}.
 */
final class JsonRecordParser {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonRecordParser() {}

  static SequencePart parse(String text, SequenceFile file, long line)
      throws LineRejectedException {
    JsonNode node = read(text);
    Owner owner = owner(node);
    List<String> videos = new ArrayList<>();
    boolean hasFixedStart = false;
    JsonNode items = node.get("videos");
    if (items == null || !items.isArray()) {
      throw bad("\"videos\" must be a list");
    }
    for (JsonNode item : items) {
      hasFixedStart |= item.has("startAt");
      videos.add(video(item));
    }
    String title = node.path("title").asText("").strip();
    return new SequencePart(
        owner,
        title.isEmpty() ? owner.name() : title,
        file.place(),
        file.path(),
        line,
        SequencePart.WHOLE_RECORD,
        videos,
        hasFixedStart);
  }

  private static JsonNode read(String text) throws LineRejectedException {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!node.isObject()) {
        throw bad("a record must be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new LineRejectedException(RejectCode.BAD_LINE, "not JSON: " + JsonText.reason(e));
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
      throw new LineRejectedException(RejectCode.BAD_ID, name + " is no " + kind);
    }
    return new Owner(user == null, name.asText());
  }

  private static String video(JsonNode item) throws LineRejectedException {
    JsonNode video = item.isObject() ? item.path("video") : item;
    if (!video.isTextual()) {
      throw bad("an item is a video id or {\"video\": id}, was " + item);
    }
    return video.asText();
  }

  private static LineRejectedException bad(String reason) {
    return new LineRejectedException(RejectCode.BAD_RECORD, reason);
  }
}
