package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.Rung;
import io.streamsync.source.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What viewers get for how many bits, for several settings of the ladder. Started by {@code
 * pipeline/bench/quality.sh}.
 */
final class QualityTable {
  private static final int CLIP_SECONDS = 4;
  private static final String BITRATE = "bitrate";

  private final Ffmpeg ffmpeg;
  private final Ladder ladder;
  private final Path folder;
  private final List<QualityPoint> points = new ArrayList<>();

  private QualityTable(Ffmpeg ffmpeg, Path folder) throws Exception {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
    this.ladder = Ladder.laptop(ffmpeg.version());
  }

  /**
   * @param arguments an empty folder, the page to write, {@code --crf=19,23} and {@code --bitrate},
   *     and files; without any, clips made for the purpose
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    TestClips clips = new TestClips(folder);
    List<String> settings = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      if (argument.startsWith("--crf=")) {
        Stream<String> values = Arrays.stream(argument.substring(6).split(",", -1));
        settings.addAll(values.map(value -> "crf " + Integer.parseInt(value)).toList());
      } else if (argument.equals("--bitrate")) {
        settings.add(BITRATE);
      } else {
        files.add(Path.of(argument));
      }
    }
    if (files.isEmpty()) {
      files.addAll(BenchClips.make(clips, CLIP_SECONDS));
    }
    QualityTable table = new QualityTable(clips.ffmpeg(), folder);
    System.out.println(QualityPoint.HEAD);
    for (Path file : files) {
      table.measure(new TrialSource(clips.ffmpeg(), file), settings);
    }
    Files.writeString(Path.of(arguments[1]), new QualityPage(table.means(settings)).html());
  }

  private List<Rendition> rungs() {
    return ladder.renditions();
  }

  private void measure(TrialSource source, List<String> settings) throws Exception {
    SoundLevel level = source.level(ladder);
    CommandParts references = source.command(ladder, level, folder).withoutStoryboard();
    for (Rendition rung : source.encoded(ladder)) {
      List<String> raw = List.of("-c:v", "rawvideo", "-f", "nut", reference(rung).toString());
      references = references.with(rung.id(), raw);
    }
    source.run(references.with(Rung.AUDIO, List.of("-f", "null", "-")).arguments());
    for (String setting : settings) {
      source.run(encode(source, level, setting).arguments());
      for (Rendition rung : source.encoded(ladder)) {
        QualityPoint point = point(source, rung, setting);
        points.add(point);
        System.out.println(point);
      }
    }
  }

  private CommandParts encode(TrialSource source, SoundLevel level, String setting) {
    boolean plain = setting.equals(BITRATE);
    List<Rendition> changed =
        rungs().stream()
            .map(rung -> plain ? rung : withCrf(rung, Integer.parseInt(setting.substring(4))))
            .toList();
    CommandParts command = source.command(TrialSource.with(ladder, changed), level, folder);
    for (Rendition rung : source.encoded(ladder)) {
      List<String> options = new ArrayList<>(command.settings(rung.id()));
      int crf = options.indexOf("-crf");
      if (plain && crf >= 0) {
        options.set(crf, "-b:v");
        options.set(crf + 1, Integer.toString(rung.bitrate()));
        command = command.with(rung.id(), options);
      }
    }
    return command;
  }

  private static Rendition withCrf(Rendition rung, int crf) {
    return new Rendition(rung.id(), rung.width(), rung.height(), rung.bitrate(), crf, rung.level());
  }

  private QualityPoint point(TrialSource source, Rendition rung, String setting) throws Exception {
    Path encoded = EncodeCommand.file(folder, rung.id());
    double fps = source.plan().rate().framesPerSecond();
    List<Integer> sizes =
        FragmentedTrackReader.read(encoded).samples().stream().map(Sample::size).toList();
    Rendition largest = source.encoded(ladder).get(0);
    Likeness own = likeness(encoded, rung, "");
    return new QualityPoint(
        source.name(),
        rung.id(),
        setting,
        sizes.stream().mapToInt(size -> size).sum() * 8 / 1000.0 / (sizes.size() / fps),
        peakKbits(sizes, (int) Math.round(fps)),
        rung.maxBitrate() / 1000.0,
        own,
        rung.equals(largest) ? own : likeness(encoded, largest, scaling(largest)));
  }

  private static double peakKbits(List<Integer> sizes, int window) {
    long bytes = 0;
    long most = 0;
    for (int i = 0; i < sizes.size(); i++) {
      bytes += sizes.get(i) - (i >= window ? sizes.get(i - window) : 0);
      most = Math.max(most, bytes);
    }
    return most * 8 / 1000.0;
  }

  private Likeness likeness(Path encoded, Rendition against, String scaling) throws Exception {
    List<String> arguments = Likeness.arguments(reference(against), scaling);
    return Likeness.read(TrialSource.run(ffmpeg, encoded, 0, arguments));
  }

  /** To the very size of the reference, as a player enlarges. */
  private String scaling(Rendition largest) throws Exception {
    var size = ffmpeg.probe(reference(largest)).picture().orElseThrow().codedSize();
    return ",scale=" + size.width() + ":" + size.height() + ":flags=bicubic";
  }

  private Path reference(Rendition rung) {
    return folder.resolve("reference-" + rung.id() + ".nut");
  }

  /** Over all files, a rung and setting each. */
  private List<QualityPoint> means(List<String> settings) {
    List<QualityPoint> means = new ArrayList<>();
    System.out.println();
    for (String setting : settings) {
      for (Rendition rung : rungs()) {
        if (points.stream().noneMatch(point -> point.rung().equals(rung.id()))) {
          continue; // no file is as large
        }
        QualityPoint mean = mean(rung.id(), setting);
        means.add(mean);
        System.out.println(mean);
      }
    }
    return means;
  }

  private QualityPoint mean(String rung, String setting) {
    List<QualityPoint> all =
        points.stream()
            .filter(point -> point.rung().equals(rung) && point.setting().equals(setting))
            .toList();
    return new QualityPoint(
        "mean of " + all.size() + " files",
        rung,
        setting,
        all.stream().mapToDouble(QualityPoint::meanKbits).average().orElseThrow(),
        all.stream().mapToDouble(QualityPoint::peakKbits).max().orElseThrow(),
        all.get(0).ceilingKbits(),
        Likeness.mean(all.stream().map(QualityPoint::own).toList()),
        Likeness.mean(all.stream().map(QualityPoint::large).toList()));
  }
}
