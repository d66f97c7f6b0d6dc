package io.streamsync.media;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;

/**
 * A video rendition as the page and the multivariant playlist name it.
 *
 * @param id the folder below a video's key, {@code v240}
 * @param bandwidth peak bits a second, audio included (BANDWIDTH of RFC 8216bis section 4.4.6.2)
 * @param width of the box the picture fits, in pixels
 * @param height of that box
 * @param codecs of video and audio as in RFC 6381, {@code avc1.64001e,mp4a.40.2}
 */
@JsonPropertyOrder({"id", "bandwidth", "width", "height", "codecs"})
public record Rung(String id, int bandwidth, int width, int height, String codecs)
    implements Serializable {

  /** The one audio rendition; its boundaries follow the video's. */
  public static final String AUDIO = "a0";
}
