package io.streamsync.job;

import java.io.Serializable;
import java.util.List;

/**
 * Videos that are encoded one after the other.
 *
 * @param videos in order
 */
record Lane(List<PendingVideo> videos) implements Serializable { // an element of the encodes
  Lane {
    videos = List.copyOf(videos);
  }
}
