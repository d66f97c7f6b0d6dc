package io.streamsync.job;

import io.streamsync.job.NightFindings.DayFindings;
import io.streamsync.source.Reject;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rejects of a night as its stages left them in the ledger, read line by line. A file's rejects
 * are in parts of one number, whatever the stage; those of a day that was complete already are in
 * the folder of the run that wrote it.
 */
final class RejectParts {
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

  private final ObjectStore ledger;

  private record Part(String path, String day) {}

  RejectParts(ObjectStore ledger) {
    this.ledger = ledger;
  }

  RejectFigures figures(String runId, Collection<DayFindings> days) throws IOException {
    SortedMap<String, List<Part>> byNumber = new TreeMap<>();
    for (ObjectInfo part : ledger.list(RunPaths.allRejects(runId))) {
      addTo(byNumber, part.path(), RunPaths.allRejects(runId));
    }
    for (DayFindings day : days) {
      String writer = day.summary().run();
      if (!writer.isEmpty() && !writer.equals(runId)) {
        for (ObjectInfo part : ledger.list(RunPaths.rejects(writer, day.summary().day()))) {
          addTo(byNumber, part.path(), RunPaths.allRejects(writer));
        }
      }
    }
    RejectGathering gathering = new RejectGathering();
    for (List<Part> parts : byNumber.values()) {
      merge(parts, gathering);
    }
    return gathering.done();
  }

  private static void addTo(SortedMap<String, List<Part>> byNumber, String path, String prefix) {
    String name = path.substring(prefix.length());
    int dash = name.lastIndexOf('-');
    String stage = name.substring(0, dash);
    byNumber
        .computeIfAbsent(name.substring(dash + 1), number -> new ArrayList<>())
        .add(new Part(path, stage.matches(DATE) ? stage : ""));
  }

  private void merge(Collection<Part> parts, RejectGathering gathering) throws IOException {
    List<BufferedReader> open = new ArrayList<>();
    try {
      List<RejectMerge.Source> sources = new ArrayList<>();
      for (Part part : parts) {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(ledger.open(part.path()), StandardCharsets.UTF_8));
        open.add(lines);
        sources.add(
            new RejectMerge.Source(
                part.day(), lines.lines().map(line -> read(line, part.path())).iterator()));
      }
      RejectMerge.merge(sources, gathering::add);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      for (BufferedReader lines : open) {
        lines.close();
      }
    }
  }

  private static Reject read(String line, String path) {
    try {
      return JsonText.read(line.getBytes(StandardCharsets.UTF_8), Reject.class, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
