package dev.iotrace.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// Another process at work on the same file system, from its first deed until it is closed.
final class Neighbour implements AutoCloseable {
  private final Process process;

  private Neighbour(Process process) {
    this.process = process;
  }

  /// @param what, file, comm as [NeighbourLoop] takes them
  static Neighbour start(String what, Path file, String comm) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NeighbourLoop.class.getName(),
            what,
            file.toString(),
            comm);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    InputStream deeds = process.getInputStream();
    if (deeds.read() < 0) {
      throw new IOException(command + " ended");
    }
    Thread.ofVirtual().start(() -> drain(deeds));
    return new Neighbour(process);
  }

  private static void drain(InputStream deeds) {
    try (deeds) {
      deeds.transferTo(OutputStream.nullOutputStream());
    } catch (IOException ended) {
      // With its process.
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
