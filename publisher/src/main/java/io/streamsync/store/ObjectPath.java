package io.streamsync.store;

/** The rule for paths in a store. */
final class ObjectPath {
  private ObjectPath() {}

  /**
   * @return the path itself
   * @throws IllegalArgumentException if it is absolute or has an empty, {@code .} or {@code ..}
   *     part
   */
  static String check(String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a path in a store: '" + path + "'");
      }
    }
    return path;
  }
}
