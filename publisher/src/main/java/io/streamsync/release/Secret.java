package io.streamsync.release;

import io.streamsync.store.NoSuchObjectException;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.PreconditionFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The numbered secrets of a ledger. They are never logged; options carry the number alone. */
public final class Secret {
  public static final int FIRST = 1;
  private static final int BYTES = 32;
  private static final int MOST_ATTEMPTS = 3;

  private Secret() {}

  /** The keys made with a secret, which is created if the ledger has none yet. */
  public static ViewerKeys readOrCreate(ObjectStore ledger, int number) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String text = HexFormat.of().formatHex(secret) + "\n";
    String path = LedgerPaths.secret(number);
    for (int attempt = 1; ledger.head(path).isEmpty(); attempt++) {
      try {
        ledger.putIfUnchanged(path, text.getBytes(StandardCharsets.US_ASCII), Optional.empty());
      } catch (PreconditionFailedException e) {
        break; // another run was first: its secret counts
      } catch (IOException e) { // whether it was written the next look tells
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
    return read(ledger, number);
  }

  /**
   * The keys made with a secret.
   *
   * @throws NoSuchObjectException if the ledger has none of this number
   */
  public static ViewerKeys read(ObjectStore ledger, int number) throws IOException {
    String text = new String(ledger.get(LedgerPaths.secret(number)), StandardCharsets.US_ASCII);
    try {
      byte[] secret = HexFormat.of().parseHex(text.strip());
      if (secret.length != BYTES) {
        throw new IOException(LedgerPaths.secret(number) + " must hold " + BYTES + " bytes in hex");
      }
      return new ViewerKeys(secret);
    } catch (IllegalArgumentException e) {
      throw new IOException(LedgerPaths.secret(number) + " is not in hex"); // without its value
    }
  }
}
