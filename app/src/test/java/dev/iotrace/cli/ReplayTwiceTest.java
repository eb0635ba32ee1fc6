package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.probe.TreeCycle;
import dev.iotrace.trace.TraceWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A long trace of a command gives the same report each time.
class ReplayTwiceTest {
  private static final int EVENTS = 1_000_000;
  private static final DeviceNumber DISK = new DeviceNumber(7, 0);

  @TempDir Path directory;

  @Test
  void aMillionEventsGiveTheSameReportTwice() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Path trace = directory.resolve("trace.jsonl");
    write(trace, new Random(seed));
    Path first = directory.resolve("first.json");
    Path second = directory.resolve("second.json");
    int firstCode = CommandRun.of("report", trace.toString(), "--json=" + first).exitCode();
    int secondCode = CommandRun.of("report", trace.toString(), "--json=" + second).exitCode();
    assertThat(secondCode).isEqualTo(firstCode);
    assertThat(Files.size(first)).as("seed %d", seed).isGreaterThan(EVENTS);
    assertThat(Files.mismatch(first, second)).as("seed %d", seed).isEqualTo(-1);
  }

  private static void write(Path trace, RandomGenerator random) throws Exception {
    TreeCycle cycle = new TreeCycle();
    long number = random.nextInt(EVENTS);
    try (TraceWriter writer = TraceWriter.create(trace, header())) {
      IoEvent last = cycle.events(number).getFirst();
      writer.write(counters(CounterRead.Moment.START, last.timeNs()));
      for (int written = 0; written < EVENTS; number++) {
        for (IoEvent event : cycle.events(number)) {
          last = event;
          if (random.nextInt(10_000) == 0) {
            last = new EventsLost(event.timeNs(), "ext4-tree: lost for the test", 1);
          }
          writer.write(last);
          written++;
        }
      }
      writer.write(counters(CounterRead.Moment.END, last.timeNs() + 1));
      writer.finish(new TraceFooter("none", true, last.timeNs(), false, ""));
    }
  }

  private static CounterRead counters(CounterRead.Moment moment, long timeNs) {
    return new CounterRead(timeNs, timeNs, moment, new CounterRead.Counters(0, 0, 0, 0));
  }

  private static TraceHeader header() {
    return new TraceHeader(
        TraceHeader.SCHEMA,
        new TraceHeader.Tool("test", "bpftrace", "0.17.0", "syscalls", "ext4"),
        new TraceHeader.Host("6.18", "amd64", 2, 4096),
        List.of("run"),
        new TraceHeader.Target(
            "/mnt",
            new TraceHeader.FileSystem("ext4", "", 4096, List.of("rw"), "ordered", DISK, 0, 0),
            new TraceHeader.Device(
                "loop0", DISK, 512, 512, true, false, List.of("loop0"), List.of())),
        new TraceHeader.Workload("", Map.of(), true),
        TreeCycle.COMMAND);
  }
}
