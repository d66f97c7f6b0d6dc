package io.streamsync.store;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a store in object storage lies: {@code s3://bucket/prefix}, perhaps with {@code
 * ?endpoint=http://127.0.0.1:9000&region=eu-central-1&path-style=true}. What is not told is found
 * where the AWS SDK usually looks, as are credentials, which never stand here.
 *
 * @param bucket its name
 * @param prefix of every path, empty or with a slash at the end
 * @param endpoint of another service than AWS
 * @param region of the bucket
 * @param pathStyle true if the bucket stands in the path and not in the host name; services of
 *     one's own mostly want that, so it is the default where there is an endpoint
 */
record S3Location(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle) {
  static final String SCHEME = "s3://";

  private static final String FORM =
      "s3://bucket/prefix?endpoint=http://host:port&region=name&path-style=true";

  /**
   * @throws IllegalArgumentException with the form that is wanted
   */
  static S3Location parse(String location) {
    String[] halves = location.substring(SCHEME.length()).split("\\?", 2);
    String[] parts = halves[0].split("/", 2);
    String bucket = parts[0];
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw fault(location, "'" + bucket + "' is no name of a bucket");
    }
    String prefix = parts.length == 1 ? "" : parts[1].replaceAll("/+$", "");
    if (!prefix.isEmpty()) {
      ObjectPath.check(prefix);
    }
    Map<String, String> options = options(location, halves.length == 1 ? "" : halves[1]);
    Optional<URI> endpoint = Optional.ofNullable(options.remove("endpoint")).map(URI::create);
    if (endpoint.isPresent() && !endpoint.get().toString().matches("https?://[^/?#]+(/[^?#]*)?")) {
      throw fault(location, "'" + endpoint.get() + "' is no endpoint");
    }
    Optional<String> region = Optional.ofNullable(options.remove("region"));
    if (region.isPresent() && !region.get().matches("[a-z0-9-]+")) {
      throw fault(location, "'" + region.get() + "' is no name of a region");
    }
    String pathStyle = options.remove("path-style");
    if (!options.isEmpty()) {
      throw fault(location, "'" + options.keySet().iterator().next() + "' is no option");
    }
    return new S3Location(
        bucket,
        prefix.isEmpty() ? "" : prefix + "/",
        endpoint,
        region,
        pathStyle == null ? endpoint.isPresent() : Boolean.parseBoolean(pathStyle));
  }

  private static Map<String, String> options(String location, String query) {
    Map<String, String> options = new TreeMap<>();
    for (String option : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] sides = option.split("=", 2);
      if (sides.length < 2 || options.put(sides[0], sides[1]) != null) {
        throw fault(location, "'" + option + "' is no name=value, or stands twice");
      }
    }
    return options;
  }

  private static IllegalArgumentException fault(String location, String reason) {
    return new IllegalArgumentException(location + ": " + reason + "; wanted is " + FORM);
  }

  /** For messages: who is asked. */
  String server() {
    return endpoint.map(URI::toString).orElse("Amazon S3");
  }

  /**
   * Whether everything here lies in another place, too, or is that place. Whichever endpoint is
   * asked: two may lead to one bucket.
   */
  boolean isBelow(S3Location other) {
    return bucket.equals(other.bucket) && prefix.startsWith(other.prefix);
  }

  String key(String path) {
    return prefix + ObjectPath.check(path);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + prefix.replaceAll("/$", "");
  }
}
