package dev.iotrace.cli;

import dev.iotrace.event.TraceHeader;
import dev.iotrace.syscall.PageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine we run on.
final class ThisHost {
  private ThisHost() {}

  static TraceHeader.Host describe() throws IOException {
    String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    return new TraceHeader.Host(
        kernel,
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        PageSize.bytes());
  }

  /// What it is called.
  static String name() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
  }
}
