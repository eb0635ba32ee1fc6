package dev.iotrace.cli;

import dev.iotrace.registry.Run;
import dev.iotrace.watch.WatchText.Tables;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace watch`: what goes on at a file system, until it is ended.
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows live who writes what to a file system, and what its disk gets of it.",
      "Each second by process, by file and by cause, all added up in the kernel. So far",
      "that takes ext4 or XFS on one disk, bpftrace 0.17, Linux 6.6 (XFS: 6.18), BTF.",
      "Ctrl-C ends it."
    },
    footer = {
      "",
      "Columns, all for a second: writes (calls), bytes (written to files), what the",
      "disk got of that as data, journal and metadata (meta), its ratio to bytes,",
      "syncs (fsync and the like, and each write with O_SYNC) and flushes. K is 1,000,",
      "M a million, G a thousand millions. Paths are relative to DIR.",
      "Who shares: a file's data by the bytes that each process wrote to it since its",
      "data last went to the disk, journal and metadata by the journal blocks that",
      "each made dirty (ext4), or the inodes and buffers that each put into the log's",
      "running checkpoint (XFS), flushes by who asked for them; of a file the journal",
      "and metadata of its writers, by bytes. 'unknown' wrote before watch began.",
      "Not seen: stores into mappings, whose data still shows; copies that share",
      "blocks; the calls of splice, io_uring and libaio, of which several in a row",
      "may count as one, not so bytes; on ext4, that an O_DIRECT wrote less than asked.",
      "The disk's counters lag behind the trace while requests are in flight, and are",
      "read some milliseconds after it: they differ by what was written then, also at",
      "the start. While it is watched the file system cannot be unmounted.",
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Parameters(
      paramLabel = "DIR|DEV",
      description = "A directory on the file system, or the device that it is on.")
  Path path = Path.of("");

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long an interval is, 100ms to 10s. Default: 1s.")
  Duration interval = Duration.ofSeconds(1);

  @Option(names = "--count", paramLabel = "N", description = "End after N intervals.")
  long count;

  @Option(names = "--once", description = "One interval, as --count 1.")
  boolean once;

  @Option(names = "--json", description = "A JSON document a line for each interval.")
  boolean json;

  @Option(
      names = "--by",
      paramLabel = "process|file",
      description = "This table only. Default: both.")
  @Nullable String by;

  @Option(
      names = "--metrics",
      paramLabel = "[ADDR:]PORT",
      converter = MetricsAddress.class,
      description =
          "Answer http://ADDR:PORT/metrics with counters since the start, for Prometheus. Without"
              + " ADDR: for this machine only. Port 0: any that is free.")
  @Nullable InetSocketAddress metrics;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new OptionRefused(
          "--interval " + interval.toMillis() + "ms",
          "the kernel adds up for a tenth of a second at least, and for ten at most",
          "name a time from 100ms to 10s");
    }
    if (count < 0 || (count > 1 && once)) {
      throw new OptionRefused(
          "--count " + count,
          once ? "--once wants one interval" : "there are no fewer intervals than none",
          "name one of the two, or leave both out to watch until Ctrl-C");
    }
    Tables tables = by == null ? Tables.BOTH : Words.of(Tables.class, "--by", by);
    if (by != null && tables == Tables.BOTH) {
      throw new OptionRefused("--by both", "that is what is shown without it", "leave it out");
    }
    WatchRun.Order order = WatchRun.Order.of(path, interval, once ? 1 : count, metrics);
    Progress progress = new Progress(spec.commandLine().getErr(), false, false).notesOnly();
    WatchOutput output = WatchOutput.of(spec.commandLine().getOut(), json, tables);
    try (Session session = Session.forWatching(progress);
        Run run = session.begin()) {
      session.cancellation().exitWith(ExitCode.DONE.number());
      WatchRun watch = new WatchRun(run, session.cancellation(), progress, output);
      watch.run(order);
      return ExitCode.DONE.number();
    }
  }
}
