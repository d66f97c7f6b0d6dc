package io.streamsync.job;

import io.streamsync.source.Ffmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ffmpeg",
    description = "Runs the bundled ffmpeg: streamsync ffmpeg -- <its arguments>.",
    mixinStandardHelpOptions = true)
final class FfmpegCommand implements Callable<Integer> {
  @Option(names = "--work", description = "folder for the unpacked ffmpeg")
  private Path work = NightlyCommand.DEFAULT_WORK;

  @Parameters(arity = "0..*", description = "after --")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Ffmpeg(work, Optional.empty()).passThrough(arguments);
  }
}
