package io.streamsync.source;

/**
 * How far an encode is.
 *
 * @param frames of the first picture that is written
 * @param micros up to which all outputs are written, in microseconds of their own time; 0 as long
 *     as one of them has nothing, as a sheet of pictures has until its end
 */
public record EncodePoint(long frames, long micros) {}
