package dev.iotrace.cli;

import dev.iotrace.probe.BufferSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much of what the probes print may wait in the kernel.
final class BufferOptions {
  @Option(
      names = "--buffer",
      paramLabel = "BYTES",
      converter = SizeConverter.class,
      description =
          "How much of what a probe prints may wait in memory for bpftrace, for each CPU and each"
              + " of two probes: 4k, 8m, 64m; a power of two is made of it. What does not fit is"
              + " lost and counted. Default: 8m, less with more than 8 CPUs.")
  @Nullable Long bytes;

  /// That, or the usual.
  BufferSize size() {
    if (bytes == null) {
      return BufferSize.usual();
    }
    if (bytes < 1 || bytes > BufferSize.MOST_BYTES) {
      throw new OptionRefused(
          "cannot take --buffer " + bytes,
          "it is not between 1 byte and " + (BufferSize.MOST_BYTES >> 20) + " MiB for each CPU",
          "give a size such as 64m");
    }
    return BufferSize.ofBytes(bytes);
  }
}
