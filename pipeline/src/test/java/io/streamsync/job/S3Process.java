package io.streamsync.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S3Proxy as a process of its own, which keeps objects in a folder and checks every signature. */
final class S3Process implements AutoCloseable {
  static final String BUCKET = "streamsync-test";
  static final String SECRET_PROPERTY = "aws.secretAccessKey";
  static final String SECRET = "test-credential";

  private static final String IDENTITY_PROPERTY = "aws.accessKeyId";
  private static final String IDENTITY = "test-identity";
  private static final Path LIBRARIES = Path.of("..", "infra", "object-storage", "target", "lib");
  private static final Pattern LISTENS = Pattern.compile("\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final int port;

  private S3Process(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with one empty bucket, and tells the SDK its credentials where it looks for them. */
  static S3Process start(Path folder) throws IOException {
    if (!Files.isDirectory(LIBRARIES)) {
      throw new IOException(LIBRARIES + " is missing: ./mvnw test -pl infra/object-storage");
    }
    Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
    Path properties = folder.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + IDENTITY,
            "s3proxy.credential=" + SECRET,
            "s3proxy.ignore-unknown-headers=true",
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + folder.resolve("objects")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It sends what is printed to stderr to its log.
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-classpath",
                LIBRARIES + "/*",
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .start();
    System.setProperty(IDENTITY_PROPERTY, IDENTITY);
    System.setProperty(SECRET_PROPERTY, SECRET);
    return new S3Process(process, port(process));
  }

  private static int port(Process process) throws IOException {
    BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listens = LISTENS.matcher(line);
      if (line.contains("Started") && listens.find()) {
        Thread rest = new Thread(() -> log.lines().forEach(ignored -> {}), "s3proxy-log");
        rest.setDaemon(true);
        rest.start();
        return Integer.parseInt(listens.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("S3Proxy ended:\n" + said);
  }

  int port() {
    return port;
  }

  /** A place in the bucket, reached by its own port or by that of something before it. */
  static String location(String prefix, int port) {
    return location(BUCKET, prefix, port);
  }

  static String location(String bucket, String prefix, int port) {
    return "s3://%s/%s?endpoint=http://127.0.0.1:%d&region=us-east-1"
        .formatted(bucket, prefix, port);
  }

  @Override
  public void close() {
    System.clearProperty(IDENTITY_PROPERTY);
    System.clearProperty(SECRET_PROPERTY);
    process.destroyForcibly();
  }
}
