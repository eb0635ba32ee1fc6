package dev.iotrace.probe;

import static java.util.stream.Collectors.joining;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.registry.Held;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A trace buffer of the kernel's own, for one tracepoint of some disks
/// (Documentation/trace/ftrace.rst, "Instances").
///
/// It exists because completions come by interrupt, and the kernel skips a BPF program that
/// interrupts another on the same CPU without counting it (`trace_call_bpf`,
/// kernel/trace/bpf_trace.c). The kernel's own buffer has no such rule.
public final class TracingInstance implements AutoCloseable {
  private static final List<String> TRACING =
      List.of("sys/kernel/tracing", "sys/kernel/debug/tracing");
  private static final String COMPLETE = "events/block/block_rq_complete/";
  private static final String BUFFER_KILOBYTES = "4096";

  private final Path directory;
  private final Held held;

  private TracingInstance(Path directory, Held held) {
    this.directory = directory;
    this.held = held;
  }

  /// Makes one for the completions of these disks; empty where the host does not allow it. It
  /// records from [#record()] on.
  ///
  /// @param fileSystem for whose sake: a run has one for each
  public static Optional<TracingInstance> open(
      ProbeHost host, Run run, DeviceNumber fileSystem, List<DeviceNumber> disks) {
    String name = "iotrace-" + ProcessHandle.current().pid() + "-" + fileSystem.kernel();
    for (String tracing : TRACING) {
      Path instances = host.root().resolve(tracing).resolve("instances");
      if (Files.isDirectory(instances)) {
        return open(instances.resolve(name), run, disks);
      }
    }
    return Optional.empty();
  }

  private static Optional<TracingInstance> open(Path directory, Run run, List<DeviceNumber> disks) {
    TracingInstance made = null;
    boolean complete = false;
    try {
      Held held =
          run.make(new Resource.Directory(directory), () -> Files.createDirectory(directory));
      made = new TracingInstance(directory, held);
      made.write(COMPLETE + "filter", filter(disks));
      complete = true;
      return Optional.of(made);
    } catch (IOException notAllowed) {
      return Optional.empty();
    } finally {
      if (made != null && !complete) {
        made.close();
      }
    }
  }

  private static String filter(List<DeviceNumber> disks) {
    return disks.stream().map(disk -> "dev == " + disk.kernel()).collect(joining(" || "));
  }

  /// Records from now on. Takes some 30 ms, most of it the kernel's for another clock.
  void record() throws IOException {
    write("trace_clock", "boot");
    write("buffer_size_kb", BUFFER_KILOBYTES);
    write("options/overwrite", "0"); // what is full takes nothing more, and keeps its marks
    write("options/markers", "1");
    write(COMPLETE + "enable", "1");
  }

  /// Writes a mark among what it records (Documentation/trace/ftrace.rst, "trace_marker").
  ///
  /// @throws IOException when there is no room for it
  void mark() throws IOException {
    write("trace_marker", CompletionLine.MARK);
  }

  /// Where the events come out, each once and the oldest of all CPUs first.
  Path pipe() {
    return directory.resolve("trace_pipe");
  }

  /// Records nothing more.
  void end() {
    try {
      write(COMPLETE + "enable", "0");
    } catch (IOException gone) {
      // Then nothing is recorded either.
    }
  }

  /// Whether all that was recorded has been read.
  boolean drained() {
    return sum("entries:") == 0;
  }

  /// How many events did not fit.
  long lost() {
    return sum("overrun:") + sum("dropped events:");
  }

  private long sum(String label) {
    try (Stream<Path> cpus = Files.list(directory.resolve("per_cpu"))) {
      return cpus.mapToLong(cpu -> value(cpu.resolve("stats"), label)).sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static long value(Path stats, String label) {
    try {
      return Files.readString(stats)
          .lines()
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.substring(label.length()).strip()))
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(directory.resolve(file), value);
  }

  @Override
  public void close() {
    held.release();
  }
}
