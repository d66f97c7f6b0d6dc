package io.streamsync.store;

/** The rule for paths in a store. */
public final class ObjectPath {
  private ObjectPath() {}

  /** Whether it can be read and written; object storage may list others that somebody put there. */
  public static boolean isPath(String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * @return the path itself
   * @throws IllegalArgumentException if it is absolute or has an empty, {@code .} or {@code ..}
   *     part
   */
  static String check(String path) {
    if (!isPath(path)) {
      throw new IllegalArgumentException("not a path in a store: '" + path + "'");
    }
    return path;
  }
}
