package io.streamsync.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as it stands in release ids. */
public final class BuildVersion implements IVersionProvider {

  public static String get() {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("/streamsync-build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("this program does not know its version", e);
    }
    return build.getProperty("version");
  }

  @Override
  public String[] getVersion() {
    return new String[] {get()};
  }
}
