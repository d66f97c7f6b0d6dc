package io.streamsync.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Stands before a server and spoils one request in so many. It hands requests and answers on byte
 * for byte, so signatures stay valid; each connection carries one request.
 */
public final class FaultyProxy implements AutoCloseable {
  /** What can happen to a request. */
  public enum Fault {
    INTERNAL_ERROR,
    SLOW_DOWN,
    /** The connection is reset before the server hears of the request. */
    RESET,
    /** The server does what it is asked, and its answer is lost. */
    LOST_ANSWER,
    /** Half of the answer comes. */
    TRUNCATED,
    /** The server never hears of the request, and the client no answer. */
    STALLED
  }

  private final int port;
  private final int oneIn;
  private final List<Fault> faults;
  private final Random random;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> requested = new ConcurrentLinkedQueue<>();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
  private final AtomicLong spoilt = new AtomicLong();
  private volatile Meeting meeting = new Meeting("", new CountDownLatch(0));

  /** A fault that waits for the first request whose line matches. */
  private record Planned(Pattern line, Spoiling spoiling) {}

  /** What is done with a request instead. */
  private interface Spoiling {
    void meet(Socket client, byte[] request) throws IOException;
  }

  /** Requests that wait for each other: those that begin so, until as many have come. */
  private record Meeting(String beginning, CountDownLatch missing) {}

  /**
   * @param port of the server
   * @param oneIn of so many requests one is spoilt; 0 for none
   */
  public FaultyProxy(int port, int oneIn, List<Fault> faults, long seed) throws IOException {
    this.port = port;
    this.oneIn = oneIn;
    this.faults = faults;
    this.random = new Random(seed);
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** One that spoils nothing. */
  public static FaultyProxy honest(int port) throws IOException {
    return new FaultyProxy(port, /* oneIn= */ 0, List.of(), /* seed= */ 0);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** A store that asks again when a request has had no answer for so long. */
  public static ObjectStore open(String location, Duration attempt) {
    return new S3Store(S3Location.parse(location), attempt, attempt);
  }

  /** How many requests were spoilt. */
  public long spoilt() {
    return spoilt.get();
  }

  /** How many requests began with a method. */
  public int requests(String method) {
    return (int) requested.stream().filter(line -> line.startsWith(method + " ")).count();
  }

  /** Method and target of all requests so far. */
  public List<String> requested() {
    return List.copyOf(requested);
  }

  /** Request line and headers of all requests so far. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /**
   * Spoils the next request like this.
   *
   * @param line a pattern for its method and target
   */
  public void spoilNext(String line, Fault fault) {
    planned.add(
        new Planned(Pattern.compile(line), (client, request) -> spoil(fault, client, request)));
  }

  /**
   * Refuses the next request like this, without asking the server.
   *
   * @param status as {@code 404 Not Found}
   * @param code as {@code NoSuchUpload}
   */
  public void refuseNext(String line, String status, String code) {
    planned.add(
        new Planned(
            Pattern.compile(line), (client, request) -> answer(client, refusal(status, code))));
  }

  /** From now on requests of a method for a path wait until so many of them have come. */
  public void bringTogether(int count, String method, String path) {
    meeting = new Meeting(method + " " + path, new CountDownLatch(count));
  }

  private void awaitOthers(String requestLine) throws InterruptedIOException {
    Meeting held = meeting;
    if (!requestLine.startsWith(held.beginning)) {
      return;
    }
    held.missing.countDown();
    try {
      held.missing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("closed");
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private synchronized Optional<Spoiling> spoiling(String line) {
    for (Planned plan : planned) {
      if (plan.line().matcher(line).matches()) {
        planned.remove(plan);
        return Optional.of(plan.spoiling());
      }
    }
    if (oneIn == 0 || random.nextInt(oneIn) > 0) {
      return Optional.empty();
    }
    Fault fault = faults.get(random.nextInt(faults.size()));
    return Optional.of((client, request) -> spoil(fault, client, request));
  }

  private void serve(Socket client) {
    try (client) {
      byte[] request = read(client.getInputStream(), client.getOutputStream());
      if (request.length == 0) {
        return;
      }
      String line = new String(request, ISO_8859_1).split(" HTTP/", 2)[0];
      requested.add(line);
      heads.add(new String(request, ISO_8859_1).split("\r\n\r\n", 2)[0]);
      awaitOthers(line);
      Optional<Spoiling> spoiling = spoiling(line);
      if (spoiling.isEmpty()) {
        answer(client, ask(request));
        return;
      }
      spoilt.incrementAndGet();
      spoiling.get().meet(client, request);
    } catch (IOException e) {
      // the client sees a broken connection
    }
  }

  private void spoil(Fault fault, Socket client, byte[] request) throws IOException {
    switch (fault) {
      case INTERNAL_ERROR -> answer(client, refusal("500 Internal Server Error", "InternalError"));
      case SLOW_DOWN -> answer(client, refusal("503 Slow Down", "SlowDown"));
      case RESET -> reset(client);
      case LOST_ANSWER -> {
        ask(request);
        reset(client);
      }
      case TRUNCATED -> {
        byte[] whole = ask(request);
        client.getOutputStream().write(whole, 0, whole.length / 2);
        client.getOutputStream().flush();
        reset(client);
      }
      case STALLED -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static byte[] refusal(String status, String code) {
    String body = "<Error><Code>" + code + "</Code><Message>planted</Message></Error>";
    return ("HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
            + "Connection: close\r\n\r\n%s")
        .formatted(status, body.length(), body)
        .getBytes(ISO_8859_1);
  }

  private static void reset(Socket client) throws SocketException {
    client.setSoLinger(true, 0);
  }

  private static void answer(Socket client, byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.getOutputStream().flush();
  }

  /** The server's whole answer: it is told to close the connection after it. */
  private byte[] ask(byte[] request) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      server.getOutputStream().write(request);
      server.getOutputStream().flush();
      return server.getInputStream().readAllBytes();
    }
  }

  /** A request with its body, asking for the connection to be closed. */
  private static byte[] read(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return new byte[0];
      }
      head.write(b);
    }
    String text = head.toString(ISO_8859_1);
    if (text.toLowerCase(java.util.Locale.ROOT).contains("expect: 100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
      text = text.replaceAll("(?i)expect: 100-continue\r\n", "");
    }
    byte[] body = in.readNBytes(length(text));
    String closing =
        text.replaceAll("(?i)\r\nconnection:[^\r]*", "")
            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(closing.getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.split(":", 2)[1].strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
