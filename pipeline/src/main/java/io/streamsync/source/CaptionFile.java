package io.streamsync.source;

import io.streamsync.store.ObjectInfo;
import java.io.Serializable;

/**
 * Captions beside a video.
 *
 * @param language BCP 47, lower case
 * @param file as listed
 */
public record CaptionFile(String language, ObjectInfo file)
    implements Serializable {} // of an element of a pipeline
