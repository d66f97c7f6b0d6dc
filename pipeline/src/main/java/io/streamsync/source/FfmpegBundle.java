package io.streamsync.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/**
 * The ffmpeg that is shipped beside the jar, unpacked. Its programs find the libraries they are
 * linked to, but those not the ones beside them that they need in turn (libva, libdrm): where the
 * system has none, nothing would start. So each program has a launcher that names their folder.
 */
final class FfmpegBundle {
  /** Of a list of folders, to the loader; it knows no way to quote them. */
  private static final Pattern SEPARATORS = Pattern.compile("[:;]");

  private FfmpegBundle() {}

  /**
   * A program of {@code org.bytedeco.ffmpeg}, or its launcher; a JVM unpacks them below one folder
   * only.
   */
  static Path program(Path folder, Class<?> program) throws IOException {
    Files.createDirectories(folder);
    System.setProperty("org.bytedeco.javacpp.cachedir", folder.toString());
    return launcher(Path.of(Loader.load(program)));
  }

  /**
   * Starts a program with the libraries of its own folder, in which it stands: another build in the
   * same work folder has its own. A folder that cannot be told to the system's loader leaves a
   * program to the system's libraries.
   */
  static Path launcher(Path program) throws IOException {
    Path folder = requireNonNull(program.getParent());
    if (SEPARATORS.matcher(folder.toString()).find()) {
      return program;
    }
    String script =
        """
        #!/bin/sh
        program='%s'
        LD_LIBRARY_PATH="${program%%/*}${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$program" "$@"
        """
            .formatted(program.toString().replace("'", "'\\''"));
    Path target = folder.resolve(program.getFileName() + ".sh");
    // One that is there as it should be is left alone: another process may be starting it.
    if (Files.isExecutable(target) && Files.readString(target).equals(script)) {
      return target;
    }
    Path written = Files.createTempFile(folder, "launcher", ".sh");
    Files.writeString(written, script);
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
