package io.streamsync.job;

import io.streamsync.catalogue.SlateEntries;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.SourceHashes.FileChangedException;
import io.streamsync.source.VideoScan;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.transcode.SlateMaker;
import io.streamsync.transcode.TranscodeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes the slate of a night, from the input's own still or the built-in one. */
final class NightSlate {
  private static final List<String> STILLS = List.of("slate.png", "slate.jpg");

  private final JobSettings job;
  private final Worker worker;
  private final Instant now;
  private final PrintWriter out;
  private final List<Reject> rejects = new ArrayList<>();
  private int files;
  private int used;
  private int notReady;

  NightSlate(JobSettings job, Instant now, PrintWriter out) {
    this.job = job;
    this.out = out;
    this.worker = Worker.of(job);
    this.now = now;
  }

  /**
   * The outcome.
   *
   * @param rejects of stills that are not shown, also of those that are not ready
   * @param stills how many there were, and what became of them
   */
  record Made(SlateEntries entries, List<Reject> rejects, Balance stills) {}

  /** Makes it and writes {@code slate.json}. */
  Made make() throws IOException, InterruptedException {
    Optional<SlateEntries> own = Optional.empty();
    for (String path : STILLS) {
      Optional<ObjectInfo> still = find(path);
      if (still.isPresent()) {
        files++;
        own = own.isPresent() ? leaveOut(path, own.get()) : of(still.get());
      }
    }
    SlateEntries entries = own.isPresent() ? own.get() : builtIn();
    say(own.isPresent() ? "slate is of the input's own still" : "slate is the built-in one");
    worker.ledger().put(RunPaths.slate(job.runId()), JsonText.document(entries));
    Balance stills = new Balance(files, used, files - used - notReady, notReady);
    return new Made(entries, rejects, stills);
  }

  /** One that is there but cannot be read is rejected: no picture is worth a night. */
  private Optional<ObjectInfo> find(String path) {
    try {
      Optional<ObjectInfo> still = worker.input().head(path);
      if (still.isPresent()) {
        worker.input().getRange(path, 0, 1);
      } else if (worker.input().asFile(path).filter(Files::isDirectory).isPresent()) {
        throw new IOException("it is a folder");
      }
      return still;
    } catch (IOException e) {
      files++;
      String reason = "it cannot be read: " + e.getMessage();
      rejects.add(Reject.ofFile(RejectCode.BAD_SLATE, path, reason));
      return Optional.empty();
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private Optional<SlateEntries> leaveOut(String path, SlateEntries other) {
    rejects.add(
        Reject.ofFile(RejectCode.BAD_SLATE, path, STILLS.get(0) + " is there too, and is shown"));
    return Optional.of(other);
  }

  private Optional<SlateEntries> of(ObjectInfo still) throws IOException, InterruptedException {
    boolean settled = !still.modified().plus(VideoScan.SETTLED_AFTER).isAfter(now);
    if (worker.input().asFile(still.path()).isPresent() && !settled) {
      return notReady(still, "it was written less than a minute before the night began");
    }
    try (LocalFile file = worker.localFile(still)) {
      SlateEntries entries =
          worker
              .slateMaker()
              .make(
                  file.path(),
                  worker.hashes().sha256(still),
                  () -> worker.hashes().requireUnchanged(still));
      used++;
      return Optional.of(entries);
    } catch (FileChangedException e) {
      return notReady(still, "it changed while it was read");
    } catch (TranscodeException e) {
      rejects.add(Reject.ofFile(RejectCode.BAD_SLATE, still.path(), e.reason()));
      return Optional.empty();
    }
  }

  private Optional<SlateEntries> notReady(ObjectInfo still, String reason) {
    notReady++;
    rejects.add(Reject.ofFile(RejectCode.NOT_READY, still.path(), reason));
    return Optional.empty();
  }

  private SlateEntries builtIn() throws IOException, InterruptedException {
    byte[] still = SlateMaker.builtInStill();
    try (LocalFile file =
        LocalFile.copy(new ByteArrayInputStream(still), worker.workFolder().newFile("slate"))) {
      return worker.slateMaker().make(file.path(), DigestUtils.sha256Hex(still), () -> {});
    } catch (TranscodeException e) {
      throw new IOException("the slate cannot be made: " + e.reason(), e);
    }
  }
}
