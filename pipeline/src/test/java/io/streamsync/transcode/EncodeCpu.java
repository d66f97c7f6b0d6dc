package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.Rung;
import io.streamsync.source.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one encode costs, against one process a rung and against the least that decoding once and
 * encoding each rung can cost. Started by {@code pipeline/bench/encode-cpu.sh}.
 */
final class EncodeCpu {
  private static final int CLIP_SECONDS = 4;

  private final Ffmpeg ffmpeg;
  private final Ladder ladder;
  private final Path folder;
  private final int rounds;
  private final Map<String, Costs> costs = new LinkedHashMap<>();

  /** One way a column: as on air, a process a rung, decode once and encode. */
  private record Costs(CpuSeconds together, CpuSeconds apart, CpuSeconds bare) {
    Costs() {
      this(new CpuSeconds(), new CpuSeconds(), new CpuSeconds());
    }
  }

  private EncodeCpu(Ffmpeg ffmpeg, Path folder, int rounds) throws Exception {
    this.ffmpeg = ffmpeg;
    this.ladder = Ladder.laptop(ffmpeg.version());
    this.folder = folder;
    this.rounds = rounds;
  }

  /**
   * @param arguments an empty folder, the number of rounds, and the files; without any, clips made
   *     for the purpose
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    TestClips clips = new TestClips(folder);
    List<Path> given = Arrays.stream(arguments).skip(2).map(Path::of).toList();
    List<Path> files = given.isEmpty() ? BenchClips.make(clips, CLIP_SECONDS) : given;
    EncodeCpu bench = new EncodeCpu(clips.ffmpeg(), folder, Integer.parseInt(arguments[1]));
    bench.head();
    for (Path file : files) {
      bench.measure(file);
    }
    bench.total();
  }

  private void head() {
    System.out.println("CPU seconds (user and system), least and median of " + rounds + " rounds");
    System.out.printf(
        Locale.ROOT,
        "%-28s %15s  %15s  %15s   %5s %5s%n",
        "file",
        "A as on air",
        "B one a rung",
        "C bare",
        "A/B",
        "C/A");
  }

  private void measure(Path file) throws Exception {
    TrialSource source = new TrialSource(ffmpeg, file);
    SoundLevel level = source.level(ladder);
    makeRaw(source, level);
    Costs found = new Costs();
    for (int round = 0; round < rounds; round++) {
      found.together().add(cpu(source, source.command(ladder, level, folder).arguments()));
      found.apart().add(apart(source, level));
      found.bare().add(bare(source, level));
    }
    costs.put(source.name(), found);
    row(source.name(), List.of(found));
    System.out.println("    " + source.describe());
    for (Rendition rendition : source.encoded(ladder)) {
      Files.delete(raw(rendition.id()));
    }
  }

  private static double cpu(TrialSource source, List<String> arguments) throws Exception {
    return CpuSeconds.read(source.run(CpuSeconds.asked(arguments)));
  }

  private double apart(TrialSource source, SoundLevel level) throws Exception {
    double sum = 0;
    for (Rendition rendition : ladder.renditions()) {
      Ladder one = TrialSource.only(ladder, rendition);
      sum += cpu(source, source.command(one, level, folder).withoutStoryboard().arguments());
    }
    return sum;
  }

  private double bare(TrialSource source, SoundLevel level) throws Exception {
    double sum = cpu(source, source.decodeOnly());
    CommandParts command = source.command(ladder, level, folder);
    List<String> labels =
        new ArrayList<>(source.encoded(ladder).stream().map(Rendition::id).toList());
    labels.add(Rung.AUDIO);
    for (String label : labels) {
      List<String> arguments = new ArrayList<>(List.of("-map", "0:0"));
      arguments.addAll(command.settings(label));
      sum += CpuSeconds.read(TrialSource.run(ffmpeg, raw(label), 0, CpuSeconds.asked(arguments)));
    }
    return sum;
  }

  /** Each rung and the sound, scaled and levelled but not encoded. */
  private void makeRaw(TrialSource source, SoundLevel level) throws Exception {
    CommandParts command = source.command(ladder, level, folder).withoutStoryboard();
    for (Rendition rendition : source.encoded(ladder)) {
      String file = raw(rendition.id()).toString();
      command = command.with(rendition.id(), List.of("-c:v", "rawvideo", "-f", "nut", file));
    }
    String sound = raw(Rung.AUDIO).toString();
    source.run(
        command.with(Rung.AUDIO, List.of("-c:a", "pcm_f32le", "-f", "nut", sound)).arguments());
  }

  private Path raw(String label) {
    return folder.resolve("raw-" + label + ".nut");
  }

  private void total() {
    row("total", List.copyOf(costs.values()));
  }

  private static void row(String name, List<Costs> of) {
    double together = of.stream().mapToDouble(each -> each.together().least()).sum();
    double apart = of.stream().mapToDouble(each -> each.apart().least()).sum();
    double bare = of.stream().mapToDouble(each -> each.bare().least()).sum();
    System.out.printf(
        Locale.ROOT,
        "%-28s %7.2f %7.2f  %7.2f %7.2f  %7.2f %7.2f   %5.2f %5.2f%n",
        name,
        together,
        of.stream().mapToDouble(each -> each.together().median()).sum(),
        apart,
        of.stream().mapToDouble(each -> each.apart().median()).sum(),
        bare,
        of.stream().mapToDouble(each -> each.bare().median()).sum(),
        together / apart,
        bare / together);
  }
}
