package io.streamsync.source;

import io.streamsync.store.ObjectInfo;
import java.io.Serializable;

/**
 * A video file of the input that may go on air.
 *
 * @param id its name without the ending
 * @param title from the file beside it, else the id
 * @param file as listed
 */
public record SourceVideo(String id, String title, ObjectInfo file)
    implements Serializable {} // an element of the first pipeline
