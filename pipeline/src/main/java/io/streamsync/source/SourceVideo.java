package io.streamsync.source;

import io.streamsync.store.ObjectInfo;
import java.io.Serializable;
import java.util.List;

/**
 * A video file of the input that may go on air.
 *
 * @param id its name without the ending
 * @param title from the file beside it, else the id
 * @param file as listed
 * @param captions beside it, at most one a language
 */
public record SourceVideo(String id, String title, ObjectInfo file, List<CaptionFile> captions)
    implements Serializable { // an element of the first pipeline

  public SourceVideo {
    captions = List.copyOf(captions);
  }
}
