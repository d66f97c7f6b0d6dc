package io.streamsync.source;

import java.nio.file.Path;

/** ffmpeg processes whose JVM was killed so hard that it could not end them. */
public final class FfmpegOrphans {
  private FfmpegOrphans() {}

  /** Ends those that write into a folder, and waits until they are gone. */
  public static void killThoseIn(Path folder) {
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(folder + "/"))
        .filter(process -> process.info().command().orElse("").contains("ffmpeg"))
        .forEach(FfmpegProcesses::kill);
  }
}
