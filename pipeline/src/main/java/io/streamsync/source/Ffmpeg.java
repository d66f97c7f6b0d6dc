package io.streamsync.source;

import com.github.kokorin.jaffree.JaffreeException;
import com.github.kokorin.jaffree.LogLevel;
import com.github.kokorin.jaffree.ffmpeg.FFmpeg;
import com.github.kokorin.jaffree.ffmpeg.FFmpegResult;
import com.github.kokorin.jaffree.ffmpeg.OutputListener;
import com.github.kokorin.jaffree.ffmpeg.ProgressListener;
import com.github.kokorin.jaffree.ffprobe.FFprobe;
import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.process.JaffreeAbnormalExitException;
import com.github.kokorin.jaffree.process.ProcessHelper;
import com.github.kokorin.jaffree.process.StdReader;
import com.github.kokorin.jaffree.process.Stopper;
import io.streamsync.source.Probe.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The programs ffmpeg and ffprobe, and the only class of the project that starts processes. Every
 * method blocks until its program has ended; an interrupt kills it with all that it started, and so
 * does the end of this JVM.
 */
public final class Ffmpeg {
  /** A source can name others (playlists do); only files of this machine are ever opened. */
  private static final List<String> ONLY_FILES = List.of("-protocol_whitelist", "file");

  private final Path ffmpeg;
  private final Path ffprobe;
  private final FfmpegProcesses processes = new FfmpegProcesses();

  /**
   * @param workDir holds the unpacked programs, where they are the bundled ones
   * @param explicit path of an ffmpeg to use instead, with its ffprobe beside it: the two must be
   *     of one build, for different ones disagree on durations
   * @throws IOException if there is no such program
   */
  public Ffmpeg(Path workDir, Optional<Path> explicit) throws IOException {
    if (explicit.isPresent()) {
      this.ffmpeg = explicit.get().toAbsolutePath();
      this.ffprobe = ffmpeg.resolveSibling("ffprobe");
    } else {
      Path unpacked = Files.createDirectories(workDir.toAbsolutePath().resolve("ffmpeg"));
      System.setProperty("org.bytedeco.javacpp.cachedir", unpacked.toString());
      this.ffmpeg = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
      this.ffprobe = Path.of(Loader.load(org.bytedeco.ffmpeg.ffprobe.class));
    }
    for (Path program : List.of(ffmpeg, ffprobe)) {
      if (!Files.isExecutable(program)) {
        throw new IOException("not a program that can be run: " + program);
      }
    }
  }

  /**
   * Version and a hash of how it was built, the same on every machine with this build: {@code 8.0.1
   * 1f0c2d3e}. The version alone would not tell two builds with different encoders apart.
   */
  public String version() throws IOException {
    Process process = new ProcessBuilder(ffmpeg.toString(), "-version").start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> words = List.of(text.split(" ", 4));
    if (words.size() < 4 || !words.get(1).equals("version")) {
      throw new IOException(ffmpeg + " does not tell its version");
    }
    return words.get(2) + " " + DigestUtils.sha256Hex(text).substring(0, 8);
  }

  /** Runs ffmpeg on this program's own console and returns its exit code. */
  public int passThrough(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
    command.addAll(arguments);
    Stopper stopper = processes.stopper();
    Process process = new ProcessBuilder(command).inheritIO().start();
    stopper.setProcess(process);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      stopper.forceStop();
      throw e;
    }
  }

  /**
   * @throws FfmpegException if ffprobe cannot read the file
   */
  public Probe probe(Path source) throws FfmpegException, IOException, InterruptedException {
    ProbeReader reader = new ProbeReader(ask(source));
    Probe probe = reader.read();
    return reader.lacksDuration() ? measured(source, probe) : probe;
  }

  private FFprobeResult ask(Path source) throws FfmpegException, IOException, InterruptedException {
    FfmpegWords<FFprobeResult> words = new FfmpegWords<>(() -> null);
    FFprobe probe =
        new FFprobe(ffprobe) {
          @Override
          protected StdReader<FFprobeResult> createStdErrReader() {
            return words;
          }
        };
    probe.setLogLevel(LogLevel.ERROR).setShowFormat(true).setShowStreams(true).setInput(source);
    ONLY_FILES.forEach(probe::addArgument);
    return run(probe::execute, words, source);
  }

  /** Live recordings and raw streams tell no duration: go through all packets of the picture. */
  private Probe measured(Path source, Probe probe)
      throws FfmpegException, IOException, InterruptedException {
    Picture picture = probe.picture().orElseThrow();
    AtomicLong endMicros = new AtomicLong();
    List<String> copyToNowhere =
        List.of("-map", "0:" + picture.index(), "-c", "copy", "-f", "null", "-");
    encode(source, 0, copyToNowhere, endMicros::set);
    long lateMicros = picture.timing().startMicros() - probe.startMicros();
    return probe.withDuration(endMicros.get() - lateMicros);
  }

  /**
   * Runs {@code ffmpeg -i source arguments…}.
   *
   * @param shiftMicros added to all timestamps of the source, in microseconds
   * @param arguments all that comes after the input; files that exist are overwritten
   * @param progress hears now and then how far the output is, in microseconds of its own time
   * @throws FfmpegException with ffmpeg's last words
   */
  public void encode(Path source, long shiftMicros, List<String> arguments, LongConsumer progress)
      throws FfmpegException, IOException, InterruptedException {
    FfmpegWords<FFmpegResult> words = new FfmpegWords<>(Encode::noFigures);
    FFmpeg encode = new Encode(ffmpeg, words, processes.stopper(), progress);
    encode.setLogLevel(LogLevel.ERROR).setOverwriteOutput(true).addArgument("-nostdin");
    ONLY_FILES.forEach(encode::addArgument);
    encode.addArguments("-itsoffset", shiftMicros + "us");
    encode.addArguments("-i", source.toString());
    arguments.forEach(encode::addArgument);
    run(encode::execute, words, source);
  }

  private static <T> T run(Supplier<T> program, FfmpegWords<T> words, Path source)
      throws FfmpegException, IOException, InterruptedException {
    try {
      return program.get();
    } catch (JaffreeAbnormalExitException e) {
      throw new FfmpegException(words.text(source));
    } catch (JaffreeException e) {
      if (e.getCause() instanceof InterruptedException) {
        InterruptedException interrupted = new InterruptedException("ffmpeg was interrupted");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw new IOException("cannot run ffmpeg on " + source, e);
    }
  }

  /**
   * jaffree's own way to hear of progress is a TCP server, whose every hiccup interrupts the thread
   * that waits; a pipe needs no port and cannot fail alone.
   */
  private static final class Encode extends FFmpeg {
    private final FfmpegWords<FFmpegResult> words;
    private final Stopper stopper;
    private final LongConsumer progressMicros;

    Encode(
        Path program,
        FfmpegWords<FFmpegResult> words,
        Stopper stopper,
        LongConsumer progressMicros) {
      super(program);
      this.words = words;
      this.stopper = stopper;
      this.progressMicros = progressMicros;
    }

    /** What jaffree would read from the log: nothing that is needed. */
    static FFmpegResult noFigures() {
      return new FFmpegResult(null, null, null, null, null, null);
    }

    @Override
    protected Stopper createStopper() {
      return stopper;
    }

    @Override
    protected @Nullable ProcessHelper createProgressHelper(@Nullable ProgressListener listener) {
      setProgress("pipe:1");
      return null;
    }

    @Override
    protected StdReader<FFmpegResult> createStdOutReader() {
      return new FfmpegProgressPipe(progressMicros);
    }

    @Override
    protected StdReader<FFmpegResult> createStdErrReader(@Nullable OutputListener listener) {
      return words;
    }
  }
}
