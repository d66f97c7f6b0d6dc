package io.streamsync.preview;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.streamsync.publish.TinyRelease;
import io.streamsync.store.FolderStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running preview of a small site, and beside the site's folder what must never be served. */
final class PreviewSite implements AutoCloseable {
  static final String PACK = "releases/" + TinyRelease.ID + "/timelines/c/main.pack";
  static final String PRIVATE = "what nobody may read";

  private final HttpClient client = HttpClient.newHttpClient();
  private final PreviewServer server;
  final FolderStore store;

  PreviewSite(Path folder) throws IOException {
    Path site = folder.resolve("site");
    store = new FolderStore(site);
    TinyRelease.write(store, new FolderStore(folder.resolve("ledger")), TinyRelease.ID);
    for (String path :
        new String[] {"index.html", "live.json", "assets/app.js", "assets/app.css"}) {
      store.put(path, ("content of " + path).getBytes(ISO_8859_1));
    }
    store.put("time", new byte[0]);
    Files.writeString(folder.resolve("private.txt"), PRIVATE);
    Files.writeString(site.resolve(".hidden"), PRIVATE);
    Files.createDirectories(site.resolve("assets/.git"));
    Files.writeString(site.resolve("assets/.git/config"), PRIVATE);
    Files.createSymbolicLink(site.resolve("link.txt"), folder.resolve("private.txt"));
    Files.createSymbolicLink(site.resolve("linked"), folder);
    server = PreviewServer.start(site, 0);
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** The whole answer to a request line that no client would send. */
  String raw(String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
