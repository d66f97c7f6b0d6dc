package io.streamsync.job;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** A {@link TinyNight} in a process of its own, which can be killed. */
final class NightProcess {
  private NightProcess() {}

  /** Starts it on three folders of a folder. */
  static Process start(Path folder, Instant now) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            System.getProperty("java.class.path"),
            NightProcess.class.getName(),
            folder.toString(),
            now.toString())
        .redirectErrorStream(true)
        .redirectOutput(log(folder))
        .start();
  }

  /** What the last one printed. */
  static File log(Path folder) {
    return folder.resolve("night.log").toFile();
  }

  public static void main(String... arguments) throws Exception {
    TinyNight.in(Path.of(arguments[0]))
        .at(Instant.parse(arguments[1]))
        .run(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
  }
}
