package io.streamsync.transcode;

import java.util.List;

/**
 * The one track of a fragmented MP4 file.
 *
 * @param init the bytes before the first fragment: {@code ftyp} and {@code moov}
 * @param trackId as in its boxes
 * @param timescale units of a second
 * @param hasEditList true if players are told to skip or wait
 * @param samples in decoding order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FragmentedTrack(
    byte[] init, int trackId, int timescale, boolean hasEditList, List<Sample> samples) {}
