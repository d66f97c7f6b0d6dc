package io.streamsync.store;

import java.io.Serializable;
import java.time.Instant;

/**
 * @param path below the store's root
 * @param size in bytes
 * @param modified when the store last wrote it
 */
public record ObjectInfo(String path, long size, Instant modified)
    implements Serializable {} // listed inputs cross the shuffle
