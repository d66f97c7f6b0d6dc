package io.streamsync.source;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.store.JsonText;
import io.streamsync.store.NoSuchObjectException;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.PreconditionFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * SHA-256 of input files, remembered in the ledger by path, size and time, so that terabytes are
 * read once.
 */
public final class SourceHashes {
  private final ObjectStore input;
  private final ObjectStore ledger;

  public SourceHashes(ObjectStore input, ObjectStore ledger) {
    this.input = input;
    this.ledger = ledger;
  }

  @JsonPropertyOrder({"path", "size", "modified", "sha256"})
  record Remembered(String path, long size, Instant modified, String sha256) {
    boolean isOf(ObjectInfo file) {
      return path.equals(file.path()) && size == file.size() && modified.equals(file.modified());
    }
  }

  /**
   * The hash of a file's bytes, in hex.
   *
   * @throws FileChangedException if it changed since it was listed or while it was read
   */
  public String sha256(ObjectInfo file) throws IOException {
    String path = rememberedPath(file);
    Optional<ObjectStore.Versioned> stored = ledger.getVersioned(path);
    if (stored.isPresent()) {
      Remembered remembered = JsonText.read(stored.get().content(), Remembered.class, path);
      if (remembered.isOf(file)) {
        return remembered.sha256();
      }
    }
    String sha256 = read(file);
    ledger.put(
        path, JsonText.document(new Remembered(file.path(), file.size(), file.modified(), sha256)));
    return sha256;
  }

  private String read(ObjectInfo file) throws IOException {
    String sha256;
    try (InputStream in = input.open(file.path())) {
      sha256 = DigestUtils.sha256Hex(in);
    } catch (NoSuchObjectException | PreconditionFailedException e) {
      throw new FileChangedException(file.path());
    }
    requireUnchanged(file);
    return sha256;
  }

  /**
   * Looks at the file once more.
   *
   * @throws FileChangedException if it is not what was listed
   */
  public void requireUnchanged(ObjectInfo file) throws IOException {
    if (!input.head(file.path()).equals(Optional.of(file))) {
      throw new FileChangedException(file.path());
    }
  }

  private static String rememberedPath(ObjectInfo file) {
    String name = DigestUtils.sha256Hex(file.path()).substring(0, 40);
    return "hashes/" + name.substring(0, 2) + "/" + name + ".json";
  }

  /** Somebody is still writing the file: it is taken the next night. */
  public static final class FileChangedException extends IOException {
    /**
     * @param path below the input
     */
    public FileChangedException(String path) {
      super(path + " changed while it was read");
    }
  }
}
