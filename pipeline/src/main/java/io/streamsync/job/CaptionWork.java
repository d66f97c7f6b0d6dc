package io.streamsync.job;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.source.CaptionFile;
import java.io.Serializable;
import java.util.List;

/**
 * A video on air and the caption files beside its source.
 *
 * @param entry with the captions that were found inside the source
 * @param files at most one a language
 */
record CaptionWork(CatalogueEntry entry, List<CaptionFile> files)
    implements Serializable {} // an element of a pipeline
