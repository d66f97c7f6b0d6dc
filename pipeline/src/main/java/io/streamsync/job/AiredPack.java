package io.streamsync.job;

import java.io.Serializable;

/**
 * A pack that lies in the store.
 *
 * @param name the viewer's key, or the channel's name
 * @param owner user id, or the channel's title
 * @param path below the site
 * @param size in bytes
 * @param sha256 of its bytes, in hex
 */
record AiredPack(String name, String owner, String path, long size, String sha256)
    implements Serializable {} // crosses the shuffle
