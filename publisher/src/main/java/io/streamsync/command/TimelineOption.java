package io.streamsync.command;

import picocli.CommandLine.Option;

/** Whose timeline is meant: exactly one of the two is given. */
final class TimelineOption {
  @Option(names = "--user", paramLabel = "<id>", description = "a viewer's id")
  private String user = "";

  @Option(names = "--channel", paramLabel = "<name>", description = "a channel's name")
  private String channel = "";

  boolean isUser() {
    return !user.isEmpty();
  }

  String user() {
    return user;
  }

  String channel() {
    return channel;
  }
}
