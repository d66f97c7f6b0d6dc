package io.streamsync.job;

import io.streamsync.command.BuildVersion;
import io.streamsync.command.Commands;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code streamsync}: the nightly job, and all commands of the publisher. */
@Command(
    name = "streamsync",
    description = "Personalised streaming on a global timeline, with no server at run time.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class)
public final class PipelineMain {
  private PipelineMain() {}

  public static void main(String... arguments) {
    System.exit(commands().execute(arguments));
  }

  static CommandLine commands() {
    return Commands.of(new PipelineMain())
        .addSubcommand(new NightlyCommand())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new FfmpegCommand());
  }
}
