package io.streamsync.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Serves a folder as a CDN would serve the bucket. For looking at a site on one's own machine: it
 * listens on the loopback address only.
 */
public final class PreviewServer {
  private static final List<String> TEXTS =
      List.of(
          "text/html",
          "text/javascript",
          "text/css",
          "text/vtt",
          "application/json",
          "application/xml",
          "application/vnd.apple.mpegurl",
          "audio/x-mpegurl",
          "image/svg+xml");

  private final Server server;
  private final ServerConnector connector;

  private PreviewServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts a server.
   *
   * @param port 0 for any that is free
   * @throws IOException if the folder cannot be read or the port is taken
   */
  public static PreviewServer start(Path site, int port) throws IOException {
    Server server = new Server();
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true); // the page's clock asks for it
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setErrorHandler(new ErrorPages());
    server.setHandler(compressed(new SiteHandler(server, site.toRealPath())));
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the preview cannot start: " + e.getMessage(), e);
    }
    return new PreviewServer(server, connector);
  }

  /** Texts only, as CDNs do: packs are cut by offsets, and media would not get smaller. */
  private static Handler compressed(Handler files) {
    CompressionHandler handler = new CompressionHandler(files);
    handler.putCompression(new GzipCompression());
    CompressionConfig.Builder config = CompressionConfig.builder();
    TEXTS.forEach(config::compressIncludeMimeType);
    handler.putConfiguration("/*", config.build());
    return handler;
  }

  /** Jetty treats "not modified" as an error and would forbid to keep what has not changed. */
  private static final class ErrorPages extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (response.getStatus() == HttpStatus.NOT_MODIFIED_304) {
        callback.succeeded();
        return true;
      }
      return super.handle(request, response, callback);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Returns once the server has been stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  public void stop() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the preview cannot stop: " + e.getMessage(), e);
    }
  }
}
