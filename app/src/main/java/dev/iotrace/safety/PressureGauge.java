package dev.iotrace.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where dirty and writeback memory is read.
///
/// @param file the kernel's
/// @param dirty the word before the figure, which is in KiB
/// @param writeback likewise
/// @param scope of what it tells: `backing_device` or `machine`
public record PressureGauge(Path file, String dirty, String writeback, String scope) {
  /// The scope of what cannot be told for one device.
  static final String MACHINE = "machine";

  private static final String BACKING_DEVICE = "backing_device";
  private static final long KIB = 1024;

  /// Of one backing device: `bdi/7:1/stats` in debugfs (`bdi_debug_stats_show`, mm/backing-dev.c),
  /// where that can be read; else of the whole machine, `/proc/meminfo` (proc_meminfo(5)). The
  /// first is a sum of counters of each CPU, and wrong by up to some dozens of pages (`wb_stat`).
  ///
  /// @param root `/` except in tests
  /// @param debugfs where that is mounted, or would be
  /// @param backing the device's name there
  static PressureGauge of(Path root, Path debugfs, String backing) {
    Path device = debugfs.resolve("bdi").resolve(backing).resolve("stats");
    return Files.isReadable(device)
        ? new PressureGauge(device, "BdiReclaimable:", "BdiWriteback:", BACKING_DEVICE)
        : new PressureGauge(root.resolve("proc/meminfo"), "Dirty:", "Writeback:", MACHINE);
  }

  /// Reads it now.
  public MemoryPressure read() {
    try {
      String text = Files.readString(file);
      return new MemoryPressure(bytes(text, dirty), bytes(text, writeback));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static long bytes(String text, String label) {
    return text.lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip().split(" ", 2)[0])
        .mapToLong(number -> Long.parseLong(number) * KIB)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + label + " in " + text));
  }
}
