package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Object storage as a process of its own, so that its libraries do not mix with ours. */
public final class StorageProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private StorageProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Returns once it listens.
   *
   * @param module the folder of the module that brings it, below {@code infra}
   * @param listens what its log says then; the first group is the port
   * @param arguments for {@code java}, from the main class on or with properties before it
   * @throws IOException if the module is not built, or with all it said if it ended
   */
  public static StorageProcess start(String module, Pattern listens, List<String> arguments)
      throws IOException {
    Path target = Path.of("..", "infra", module, "target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new IOException(target + " is missing: ./mvnw test -pl infra/" + module);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-classpath");
    command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new StorageProcess(process, port(process, listens));
  }

  private static int port(Process process, Pattern listens) throws IOException {
    BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher matcher = listens.matcher(line);
      if (matcher.find()) {
        Thread rest = new Thread(() -> log.lines().forEach(ignored -> {}), "storage-log");
        rest.setDaemon(true);
        rest.start();
        return Integer.parseInt(matcher.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("it ended:\n" + said);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
