package dev.iotrace.report;

import dev.iotrace.correlate.Audit;
import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Evidence;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedRequest.Carried;
import dev.iotrace.correlate.TracedRequest.Share;
import dev.iotrace.correlate.TracedRequest.Submitter;
import dev.iotrace.correlate.TracedRequest.Times;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a report's inputs by hand. Times are milliseconds since the first logical write; the
/// kernel clock underneath started long before.
final class SyntheticRun {
  static final int WRITER = 4242;
  static final int JBD2 = 90;
  static final int KWORKER = 7;

  private static final long BOOT_NS = 1_000_000_000_000L;
  private static final long INODE = 13;

  private final ReportBuilder builder;
  private long lastRequest;
  private long tracedWriteBytes;
  private long tracedFlushes;
  private long lost;
  private long missedBytes;

  SyntheticRun() {
    this("/tmp/scratch/iotrace.dat", Map.of("bytes", "4"));
  }

  SyntheticRun(String file, Map<String, String> options) {
    builder = new ReportBuilder(header(file, new LinkedHashMap<>(options)));
    named(WRITER, "iotrace").named(JBD2, "jbd2/loop0-8").named(KWORKER, "kworker/u8:7");
  }

  /// What a request is for; who submitted it.
  record Purpose(
      Cause cause, CausePath path, int thread, long transaction, Set<Evidence> evidence) {
    private Carried carried(long bytes) {
      boolean paged = cause == Cause.DATA && path != CausePath.DIRECT;
      return new Carried(
          bytes == 0 ? 0 : 1,
          paged ? Math.toIntExact(bytes / 4096) : Carried.UNTOLD,
          cause == Cause.METADATA ? List.of(7L) : List.of());
    }
  }

  SyntheticRun named(int thread, String comm) {
    builder.accept(new ThreadNamed(BOOT_NS, thread, comm));
    return this;
  }

  /// A write that is safe at `durableMs`, never when that is 0.
  SyntheticRun write(long id, long bytes, double startMs, double durableMs) {
    return call(id, bytes, bytes, startMs, durableMs);
  }

  SyntheticRun failedWrite(long id, long bytes, double startMs, int errno) {
    return call(id, bytes, -errno, startMs, 0);
  }

  SyntheticRun sync(long id, double atMs) {
    builder.accept(new CallIntended(ns(atMs), WRITER, id, Syscall.FSYNC, INODE, 0, 0));
    return this;
  }

  SyntheticRun ended(double atMs) {
    builder.accept(new WorkloadEnded(ns(atMs)));
    return this;
  }

  /// A request of these writes alone.
  SyntheticRun request(String rwbs, long sector, long bytes, double ms, Purpose why, long... ids) {
    return shared(rwbs, sector, bytes, ms, why, 0, ids);
  }

  /// A request of these writes and of `others` other threads, each owing the same.
  SyntheticRun shared(
      String rwbs, long sector, long bytes, double ms, Purpose why, int others, long... ids) {
    long part = bytes / (ids.length + others);
    List<Share> shares = new ArrayList<>();
    for (long id : ids) {
      shares.add(share(id, part));
    }
    long othersBytes = part * others;
    long first = shares.getFirst().bytes() + bytes - part * ids.length - othersBytes;
    shares.set(0, share(shares.getFirst().writeId(), first));
    return add(Owner.TRACED, rwbs, sector, bytes, ms, why, shares, othersBytes, others);
  }

  private static Share share(long id, long bytes) {
    return new Share(id, 0, INODE, BOOT_NS, bytes);
  }

  SyntheticRun unowned(Owner owner, String rwbs, long sector, long bytes, double ms, Purpose why) {
    return add(owner, rwbs, sector, bytes, ms, why, List.of(), 0, 0);
  }

  /// What was found there after the run.
  SyntheticRun stands(StructureFound found) {
    builder.accept(found);
    return this;
  }

  SyntheticRun lost(long events, long bytes) {
    lost += events;
    missedBytes += bytes;
    return this;
  }

  Report settled(double atMs) {
    return build(new TraceFooter("drain", true, ns(atMs), false, ""), true);
  }

  Report unsettled(double atMs, boolean interrupted, String failure) {
    return build(new TraceFooter("drain", false, ns(atMs), interrupted, failure), false);
  }

  private Report build(TraceFooter footer, boolean checked) {
    Audit audit =
        new Audit(
            checked,
            checked ? tracedWriteBytes + missedBytes : 0,
            tracedWriteBytes,
            checked ? tracedFlushes : -1,
            tracedFlushes,
            tracedWriteBytes,
            lost,
            0);
    return builder.build(audit, footer);
  }

  private SyntheticRun call(long id, long bytes, long result, double startMs, double durableMs) {
    builder.accept(
        new CallIntended(ns(startMs), WRITER, id, Syscall.WRITE, INODE, (id - 1) * bytes, bytes));
    builder.write(
        new TracedWrite(
            id,
            WRITER,
            0,
            Syscall.WRITE,
            INODE,
            (id - 1) * bytes,
            bytes,
            result,
            true,
            ns(startMs),
            20_000,
            durableMs == 0 ? 0 : ns(durableMs),
            0,
            0));
    return this;
  }

  private SyntheticRun add(
      Owner owner,
      String rwbs,
      long sector,
      long bytes,
      double ms,
      Purpose why,
      List<Share> shares,
      long othersBytes,
      int others) {
    Rwbs parsed = Rwbs.parse(rwbs);
    tracedWriteBytes += parsed.isWrite() ? bytes : 0;
    tracedFlushes += parsed.isFlush() ? 1 : 0;
    builder.request(
        new TracedRequest(
            ++lastRequest,
            parsed,
            new DeviceNumber(7, 0),
            sector,
            bytes,
            new Times(ns(ms) - 10_000, ns(ms), ns(ms) + 90_000),
            owner,
            why.cause(),
            why.path(),
            why.transaction(),
            shares,
            othersBytes,
            others,
            why.carried(bytes),
            why.evidence(),
            new Submitter(why.thread(), List.of("submit_bio_noacct", "submit_bio"))));
    return this;
  }

  private static long ns(double ms) {
    return BOOT_NS + Math.round(ms * 1e6);
  }

  private static TraceHeader header(String file, Map<String, String> options) {
    return new TraceHeader(
        TraceHeader.SCHEMA,
        new TraceHeader.Tool(
            "0.1.0", "bpftrace", "v0.23.2", "tracepoint:syscalls:sys_enter_write", "ext4"),
        new TraceHeader.Host("6.18.44", "x86_64", 2, 4096),
        List.of("iotrace", "write", "--bytes", "4"),
        new TraceHeader.Target(
            file.substring(0, file.lastIndexOf('/')),
            new TraceHeader.FileSystem(
                "ext4",
                "6b1f4a5e-7f0d-4f3c-9a51-1e0d2c3b4a59",
                4096,
                List.of("rw", "relatime"),
                "ordered",
                new DeviceNumber(7, 0),
                0,
                0),
            new TraceHeader.Device(
                "loop0",
                new DeviceNumber(7, 0),
                512,
                512,
                true,
                false,
                List.of("loop0"),
                List.of())),
        new TraceHeader.Workload(file, options, false),
        WRITER);
  }
}
