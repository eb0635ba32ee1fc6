package dev.iotrace;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/// The Java that packages bring with them, for containers and machines that have none.
@NullMarked
public final class SmallJava {
  private static final Path SCRIPT =
      Path.of(System.getProperty("iotrace.root"), "config/runtime.sh");

  private SmallJava() {}

  /// Makes it of the JDK that runs this.
  ///
  /// @param directory does not exist yet
  public static void make(Path directory) throws IOException, InterruptedException {
    String jdk = System.getProperty("java.home");
    RealKernel.run(SCRIPT.toString(), jdk, directory.toString());
  }
}
