package io.streamsync.source;

import com.github.kokorin.jaffree.JaffreeException;
import com.github.kokorin.jaffree.LogLevel;
import com.github.kokorin.jaffree.ffmpeg.FFmpeg;
import com.github.kokorin.jaffree.ffmpeg.FFmpegResult;
import com.github.kokorin.jaffree.ffmpeg.OutputListener;
import com.github.kokorin.jaffree.ffmpeg.ProgressListener;
import com.github.kokorin.jaffree.ffprobe.FFprobe;
import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.data.FormatParser;
import com.github.kokorin.jaffree.ffprobe.data.JsonFormatParser;
import com.github.kokorin.jaffree.process.JaffreeAbnormalExitException;
import com.github.kokorin.jaffree.process.ProcessHandler;
import com.github.kokorin.jaffree.process.ProcessHelper;
import com.github.kokorin.jaffree.process.StdReader;
import com.github.kokorin.jaffree.process.Stopper;
import io.streamsync.source.FfmpegProcesses.TreeStopper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The programs ffmpeg and ffprobe, and the only class of the project that starts processes. Every
 * method blocks until its program has ended; an interrupt kills it with all that it started, and so
 * does the end of this JVM.
 */
public final class Ffmpeg {
  /**
   * Only what lies in the file itself: playlists name other files of this machine, whose bytes no
   * hash covers, and ffmpeg would make a film of plain text.
   */
  private static final List<String> ONLY_MEDIA =
      List.of("-protocol_whitelist", "file", "-format_whitelist", MediaFormats.LIST);

  private static final Pattern STATUS = Pattern.compile("status: (\\d+)");
  private static final String NOT_MEDIA = "Format not on whitelist";

  /** By somebody else: SIGKILL, as systems do that run out of memory, and SIGTERM. */
  private static final Set<String> KILLED = Set.of("137", "143");

  /**
   * Reading headers takes seconds and tells no progress, going through packets tells of each; some
   * damaged files keep ffprobe busy for ever.
   */
  private static final FfmpegLimits PROBE_LIMITS =
      new FfmpegLimits(Duration.ofMinutes(2), 2L << 30, Optional.empty());

  /** One picture of so many pixels, 16,384 by 8,192, is all that any format on air starts from. */
  private static final long MAX_PIXELS = 1L << 27;

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
      Path bundle = workDir.toAbsolutePath().resolve("ffmpeg");
      this.ffmpeg = FfmpegBundle.program(bundle, org.bytedeco.ffmpeg.ffmpeg.class);
      this.ffprobe = FfmpegBundle.program(bundle, org.bytedeco.ffmpeg.ffprobe.class);
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
    FfmpegWords<FFprobeResult> words = FfmpegWords.last(() -> null);
    TreeStopper stopper = processes.stopper();
    FFprobe probe = new Ask(ffprobe, words, stopper);
    probe.setLogLevel(LogLevel.ERROR).setShowFormat(true).setShowStreams(true).setInput(source);
    ONLY_MEDIA.forEach(probe::addArgument);
    FFprobeResult answer;
    try (FfmpegWatch watch = new FfmpegWatch(PROBE_LIMITS, stopper)) {
      answer = run(probe::execute, words, watch, source);
    } catch (FfmpegException e) {
      throw words.speakOf(NOT_MEDIA) ? new FfmpegException(MediaFormats.REASON) : e;
    }
    try {
      ProbeReader reader = new ProbeReader(answer);
      return reader.lacksSpan(Files.size(source)) ? measured(source, reader) : reader.read();
    } catch (ArithmeticException | IllegalArgumentException | NullPointerException e) {
      throw new FfmpegException("its headers make no sense: " + e.getMessage());
    }
  }

  /** Goes through all packets of the picture. */
  private Probe measured(Path source, ProbeReader reader)
      throws FfmpegException, IOException, InterruptedException {
    Probe probe = reader.read();
    int index = probe.picture().orElseThrow().index();
    List<String> arguments = new ArrayList<>(List.of("-v", "error"));
    arguments.addAll(ONLY_MEDIA);
    arguments.addAll(List.of("-select_streams", Integer.toString(index)));
    arguments.addAll(FfmpegPackets.OPTIONS);
    arguments.add(source.toString());
    FfmpegWords<PacketSpan> words = FfmpegWords.last(() -> null);
    TreeStopper stopper = processes.stopper();
    PacketSpan span = reader.newSpan();
    try (FfmpegWatch watch = new FfmpegWatch(PROBE_LIMITS, stopper)) {
      ProcessHandler<PacketSpan> packets =
          new ProcessHandler<PacketSpan>(ffprobe, /* contextName= */ "")
              .setStopper(stopper)
              .setStdOutReader(
                  new FfmpegSafeReader<>(new FfmpegPackets(span, watch::progressed), span))
              .setStdErrReader(words)
              .setArguments(arguments);
      run(packets::execute, words, watch, source);
    }
    return span.isEmpty() ? probe : probe.withSpan(span.startMicros(), span.durationMicros());
  }

  /**
   * Runs {@code ffmpeg -i source arguments…}.
   *
   * @param shiftMicros added to all timestamps of the source, in microseconds
   * @param arguments all that comes after the input; files that exist are overwritten
   * @param limits above which it is killed
   * @param progress hears now and then how far it is
   * @throws FfmpegException with ffmpeg's last words, or the limit it exceeded
   * @throws IOException if the disk is full, or ffmpeg cannot be run at all
   */
  public void encode(
      Path source,
      long shiftMicros,
      List<String> arguments,
      FfmpegLimits limits,
      Consumer<EncodePoint> progress)
      throws FfmpegException, IOException, InterruptedException {
    FfmpegWords<FFmpegResult> words = FfmpegWords.last(Encode::noFigures);
    encode(source, shiftMicros, arguments, limits, progress, words, LogLevel.ERROR);
  }

  /**
   * As {@link #encode}, for filters that report at the end what they measured.
   *
   * @return the last lines of what ffmpeg said, oldest first
   */
  public List<String> measure(
      Path source,
      long shiftMicros,
      List<String> arguments,
      FfmpegLimits limits,
      Consumer<EncodePoint> progress)
      throws FfmpegException, IOException, InterruptedException {
    FfmpegWords<FFmpegResult> words = FfmpegWords.report(Encode::noFigures);
    encode(source, shiftMicros, arguments, limits, progress, words, LogLevel.INFO);
    return words.lines();
  }

  private void encode(
      Path source,
      long shiftMicros,
      List<String> arguments,
      FfmpegLimits limits,
      Consumer<EncodePoint> progress,
      FfmpegWords<FFmpegResult> words,
      LogLevel logLevel)
      throws FfmpegException, IOException, InterruptedException {
    TreeStopper stopper = processes.stopper();
    try (FfmpegWatch watch = new FfmpegWatch(limits, stopper)) {
      FFmpeg encode =
          new Encode(ffmpeg, words, stopper, new FfmpegProgressPipe(progress, watch::progressed));
      encode.setLogLevel(logLevel).setOverwriteOutput(true);
      List.of("-nostdin", "-nostats", "-hide_banner").forEach(encode::addArgument);
      ONLY_MEDIA.forEach(encode::addArgument);
      encode.addArguments("-max_pixels", Long.toString(MAX_PIXELS));
      encode.addArguments("-itsoffset", shiftMicros + "us");
      encode.addArguments("-i", source.toString());
      arguments.forEach(encode::addArgument);
      run(encode::execute, words, watch, source);
    }
  }

  private static <T> T run(
      Supplier<T> program, FfmpegWords<?> words, FfmpegWatch watch, Path source)
      throws FfmpegException, IOException, InterruptedException {
    try {
      return program.get();
    } catch (JaffreeAbnormalExitException e) {
      if (watch.verdict().isPresent()) {
        throw new FfmpegException(words.after(watch.verdict().get(), source));
      }
      if (words.isMachineFailure() || KILLED.contains(status(e))) {
        throw new IOException(words.isEmpty() ? endedWith(e) : words.text(source), e);
      }
      throw new FfmpegException(words.isEmpty() ? endedWith(e) : words.text(source));
    } catch (JaffreeException e) {
      if (watch.verdict().isPresent()) {
        throw new FfmpegException(words.after(watch.verdict().get(), source));
      }
      if (e.getCause() instanceof InterruptedException) {
        InterruptedException interrupted = new InterruptedException("ffmpeg was interrupted");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw new IOException("cannot run ffmpeg on " + source, e);
    }
  }

  private static String endedWith(JaffreeAbnormalExitException e) {
    return "ffmpeg ended without a word, with status " + status(e);
  }

  /** jaffree tells it in a sentence only. */
  private static String status(JaffreeAbnormalExitException e) {
    Matcher status = STATUS.matcher(String.valueOf(e.getMessage()));
    return status.find() ? status.group(1) : "unknown";
  }

  /** jaffree's own has no handle by which it could be killed. */
  private static final class Ask extends FFprobe {
    private static final FFprobeResult NO_ANSWER =
        new FFprobeResult(
            new JsonFormatParser()
                .parse(new ByteArrayInputStream("{}".getBytes(StandardCharsets.US_ASCII))));

    private final Path program;
    private final FfmpegWords<FFprobeResult> words;
    private final Stopper stopper;

    Ask(Path program, FfmpegWords<FFprobeResult> words, Stopper stopper) {
      super(program);
      this.program = program;
      this.words = words;
      this.stopper = stopper;
    }

    @Override
    public FFprobeResult execute() {
      FormatParser json = new JsonFormatParser();
      setFormatParser(json);
      return new ProcessHandler<FFprobeResult>(program, /* contextName= */ "")
          .setStopper(stopper)
          .setStdOutReader(new FfmpegSafeReader<>(createStdOutReader(json), NO_ANSWER))
          .setStdErrReader(words)
          .setArguments(buildArguments())
          .execute();
    }
  }

  /**
   * jaffree's own way to hear of progress is a TCP server, whose every hiccup interrupts the thread
   * that waits; a pipe needs no port and cannot fail alone.
   */
  private static final class Encode extends FFmpeg {
    private final FfmpegWords<FFmpegResult> words;
    private final Stopper stopper;
    private final FfmpegProgressPipe progress;

    Encode(
        Path program,
        FfmpegWords<FFmpegResult> words,
        Stopper stopper,
        FfmpegProgressPipe progress) {
      super(program);
      this.words = words;
      this.stopper = stopper;
      this.progress = progress;
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
      return progress;
    }

    @Override
    protected StdReader<FFmpegResult> createStdErrReader(@Nullable OutputListener listener) {
      return words;
    }
  }
}
