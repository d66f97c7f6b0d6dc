package io.streamsync.job;

import io.streamsync.catalogue.Ladder;
import java.io.Serializable;

/**
 * What every worker must know. No secret is in it: workers read that from the ledger by its number.
 *
 * @param input where videos and sequences are
 * @param site what is published
 * @param ledger private
 * @param work folder of each machine for temporary files and the unpacked ffmpeg
 * @param ffmpeg path of another ffmpeg than the bundled one, or empty
 * @param encodes how many videos a machine encodes at once
 * @param runId names this run's folder in the ledger
 * @param secretNumber of the secret that viewers' keys are made with
 * @param ladder to encode
 */
record JobSettings(
    String input,
    String site,
    String ledger,
    String work,
    String ffmpeg,
    int encodes,
    String runId,
    int secretNumber,
    Ladder ladder)
    implements Serializable {}
