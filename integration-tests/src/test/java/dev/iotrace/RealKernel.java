package dev.iotrace;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// What tests on the real kernel have in common.
@NullMarked
public final class RealKernel {
  private RealKernel() {}

  /// Skips the test, and says how to have it run, unless we are root.
  public static void assumeRoot() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    assumeTrue(root, "mounts and loop devices need root; run: sudo ./check");
  }

  /// Runs another program and gives what it printed; it has to succeed.
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(List.of(command) + " failed: " + output);
    }
    return output.strip();
  }
}
