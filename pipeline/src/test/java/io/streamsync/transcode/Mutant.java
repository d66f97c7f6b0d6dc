package io.streamsync.transcode;

/**
 * A damaged file.
 *
 * @param damage in words
 * @param bytes what is left of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Mutant(String damage, byte[] bytes) {}
