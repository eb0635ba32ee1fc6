package dev.iotrace.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Another process at work on the same file system, from its first deed until it is closed.
final class Neighbour implements AutoCloseable {
  private final Process process;

  private Neighbour(Process process) {
    this.process = process;
  }

  /// Reads the file's blocks from the device (`O_DIRECT`).
  static Neighbour reading(Path file) throws IOException {
    String loop = "while dd if=\"$1\" of=/dev/null bs=4096 iflag=direct 2>&1; do sleep 0.01; done";
    return begin(List.of("sh", "-c", loop, "sh", file.toString()));
  }

  /// One that hardly rests, so that its commits are shared.
  ///
  /// @param what, file, comm as [NeighbourLoop] takes them
  static Neighbour start(String what, Path file, String comm) throws IOException {
    return start(what, file, comm, Duration.ofMillis(2));
  }

  /// @param rest after each deed: beside several neighbours the counters must find a quiet moment
  static Neighbour start(String what, Path file, String comm, Duration rest) throws IOException {
    return begin(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NeighbourLoop.class.getName(),
            what,
            file.toString(),
            comm,
            Long.toString(rest.toMillis())));
  }

  private static Neighbour begin(List<String> command) throws IOException {
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
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }
}
