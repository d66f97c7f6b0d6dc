package io.streamsync.preview;

import io.streamsync.store.ObjectHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContentFactory;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Plain reads of the files of a site, with Range, HEAD, CORS and the headers of {@link
 * ObjectHeaders}; no listing, and nothing that is hidden or lies outside the folder.
 */
final class SiteHandler extends Handler.Wrapper {
  private final Path site;

  SiteHandler(Server server, Path site) {
    super(files(ResourceFactory.of(server).newResource(site), site));
    this.site = site;
  }

  private static ResourceHandler files(Resource root, Path site) {
    ResourceHandler files =
        new ResourceHandler() {
          @Override
          protected HttpContent.Factory newHttpContentFactory(ByteBufferPool.Sized pool) {
            // Without Jetty's cache: live.json changes under a running preview.
            return new ResourceHttpContentFactory(root, getMimeTypes(), pool);
          }

          @Override
          protected ResourceService newResourceService() {
            return new PublishedHeaders(site);
          }
        };
    files.setBaseResource(root);
    files.setDirAllowed(false);
    files.setAcceptRanges(true);
    files.setEtags(true);
    return files;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Access-Control-Allow-Origin", "*");
    headers.put("Access-Control-Expose-Headers", "Date, Age, Content-Range, ETag");
    String method = request.getMethod();
    if (HttpMethod.OPTIONS.is(method)) {
      headers.put("Access-Control-Allow-Methods", "GET, HEAD");
      headers.put("Access-Control-Allow-Headers", "Range");
      response.setStatus(HttpStatus.NO_CONTENT_204);
      callback.succeeded();
      return true;
    }
    if (!HttpMethod.GET.is(method) && !HttpMethod.HEAD.is(method)) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    if (!isPublic(Request.getPathInContext(request))
        || !super.handle(request, response, callback)) {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
    return true;
  }

  /**
   * Files by their one name, as in a bucket, which has no folders. A link may lead out of the site,
   * so the file's real place decides.
   */
  private boolean isPublic(String path) {
    if (path.equals("/")) {
      return true;
    }
    if (path.contains("/.") || path.contains("//") || path.endsWith("/")) {
      return false;
    }
    try {
      Path file = site.resolve(path.substring(1));
      return !Files.exists(file)
          || (Files.isRegularFile(file) && file.toRealPath().startsWith(site));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * What is found is served with the headers of its path; an error page is not cached for a year.
   */
  private static final class PublishedHeaders extends ResourceService {
    private final Path site;

    PublishedHeaders(Path site) {
      this.site = site;
    }

    @Override
    protected void putHeaders(Response response, HttpContent content, long contentLength) {
      super.putHeaders(response, content, contentLength);
      put(response, content);
    }

    @Override
    protected void putNotModifiedHeaders(Response response, HttpContent content) {
      super.putNotModifiedHeaders(response, content);
      put(response, content);
    }

    private void put(Response response, HttpContent content) {
      String path = site.relativize(content.getResource().getPath()).toString();
      ObjectHeaders headers = ObjectHeaders.of(path);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, headers.contentType());
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, headers.cacheControl());
    }
  }
}
