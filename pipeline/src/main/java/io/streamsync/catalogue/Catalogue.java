package io.streamsync.catalogue;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All videos that can be on air, by id, ready to be put into playlists. */
public final class Catalogue {
  private final SortedMap<String, AiredVideo> videos = new TreeMap<>();
  private final List<CatalogueEntry> entries;

  public Catalogue(Collection<CatalogueEntry> entries) {
    this.entries = entries.stream().sorted(Comparator.comparing(CatalogueEntry::id)).toList();
    for (CatalogueEntry entry : this.entries) {
      if (videos.put(entry.id(), entry.aired()) != null) {
        throw new IllegalArgumentException("two videos have the id " + entry.id());
      }
    }
  }

  /** Reads {@code catalogue.jsonl}. */
  public static Catalogue read(byte[] jsonl, String path) throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String line : new String(jsonl, StandardCharsets.UTF_8).lines().toList()) {
      entries.add(JsonText.read(line.getBytes(StandardCharsets.UTF_8), CatalogueEntry.class, path));
    }
    return new Catalogue(entries);
  }

  /** Writes {@code catalogue.jsonl}: a line a video, by id. */
  public byte[] write() {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(JsonText.line(entry)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  public @Nullable AiredVideo find(String id) {
    return videos.get(id);
  }

  /** In order of id. */
  public List<CatalogueEntry> entries() {
    return entries;
  }

  /** In which any video has captions, in order. */
  public SortedSet<String> captionLanguages() {
    return entries.stream()
        .flatMap(entry -> entry.captions().stream())
        .map(CaptionTrack::language)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
