package io.streamsync.command;

import io.streamsync.publish.PointerWriter.AnotherPublisherWonException;
import io.streamsync.publish.PointerWriter.OutcomeUnknownException;
import io.streamsync.publish.PointerWriter.RecordFailedException;
import io.streamsync.release.LiveDocument.DayOverlapException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The command line: how arguments become a command, and failures an exit code and a sentence. */
public final class Commands {
  private Commands() {}

  /** The commands of both jars, under a program that may add its own. */
  public static CommandLine of(Object program) {
    return new CommandLine(program)
        .addSubcommand(new VerifyCommand())
        .addSubcommand(new PublishCommand())
        .addSubcommand(new RollbackCommand())
        .addSubcommand(new PublishPlayerCommand())
        .addSubcommand(new LinkCommand())
        .addSubcommand(new AtCommand())
        .addSubcommand(new PreviewCommand())
        .setExecutionExceptionHandler(Commands::explain);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandName() + ": " + sentence(failure));
    if (Boolean.getBoolean("streamsync.debug")) {
      failure.printStackTrace(err);
    }
    if (failure instanceof AnotherPublisherWonException) {
      return ExitCodes.ANOTHER_PUBLISHER_WON;
    }
    if (failure instanceof RecordFailedException || failure instanceof OutcomeUnknownException) {
      return ExitCodes.RUN_AGAIN;
    }
    if (failure instanceof IllegalArgumentException) {
      return ExitCodes.WRONG_USAGE;
    }
    return ExitCodes.FAILED;
  }

  /** Expected failures say what happened; an unexpected one also says where. */
  private static String sentence(Exception failure) {
    boolean expected =
        failure instanceof IOException
            || failure instanceof DayOverlapException
            || failure instanceof IllegalArgumentException;
    String message = failure.getMessage();
    if (expected && message != null) {
      return message;
    }
    StackTraceElement[] trace = failure.getStackTrace();
    return failure + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
