package dev.iotrace.cli;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.bench.Traced;
import dev.iotrace.event.Syscall;
import dev.iotrace.matrix.Access;
import dev.iotrace.matrix.CellKey;
import dev.iotrace.matrix.Durability;
import dev.iotrace.matrix.FlagSet;
import dev.iotrace.matrix.MatrixPlan;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.workload.OpenFlag;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Prealloc;
import dev.iotrace.workload.Sync;
import dev.iotrace.workload.SyncPlan;
import dev.iotrace.workload.WorkloadSpec;
import dev.iotrace.workload.WritePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Has each cell write a few blocks more, under probes, when all rounds are over: so what probes
/// cost is in none of their figures.
final class CellTraces {
  private static final long MOST_WRITES = 16;

  private final MatrixPlan plan;
  private final MatrixPlace place;
  private final Place fileSystem;
  private final Session session;
  private final Progress progress;

  /// @param place on a file system
  /// @param session one that can attach probes
  CellTraces(MatrixPlan plan, MatrixPlace place, Session session, Progress progress) {
    this.plan = plan;
    this.place = place;
    this.fileSystem = Objects.requireNonNull(place.place());
    this.session = session;
    this.progress = progress;
  }

  /// Traces them, until the user ends it. Those of an aligned buffer are left out: the kernel
  /// copies from any address alike, and the traced writes have one buffer, which is aligned.
  Map<CellKey, Traced> trace() throws IOException, InterruptedException {
    Map<CellKey, Traced> traced = new HashMap<>();
    List<CellKey> kinds =
        plan.cells().stream().filter(cell -> cell.flagSet().access() != Access.ALIGNED).toList();
    for (int i = 0; i < kinds.size() && !session.cancellation().requested(); i++) {
      progress.tell(
          String.format(
              Locale.ROOT, "trace %d of %d: %s", i + 1, kinds.size(), kinds.get(i).name()));
      Traced result = trace(kinds.get(i));
      if (session.cancellation().requested()) {
        break; // it was cut short
      }
      traced.put(kinds.get(i), result);
    }
    return traced;
  }

  private Traced trace(CellKey cell) throws IOException, InterruptedException {
    SettleOptions settle = new SettleOptions();
    settle.settle = SettleOptions.Settle.sync;
    Experiment.Order order =
        new Experiment.Order(
            DriverWork.of(workload(cell), true, progress.silent()), settle, null, false, List.of());
    try (Run run = session.begin()) {
      place.file().settle();
      Report report = new Experiment(order, session, progress.silent()).run(fileSystem, run);
      return new Traced(
          report.logical().writes(),
          report.logical().bytes(),
          report.logical().syncs(),
          report.settled().deviceBytes(),
          report.settled().flushes(),
          report.audit().verdict(),
          report.byCause());
    } catch (ErrnoException e) {
      throw BenchRefused.workload(
          "cannot trace " + cell.name(), e.getMessage(), "leave --trace out");
    }
  }

  private WorkloadSpec workload(CellKey cell) {
    FlagSet flags = cell.flagSet();
    long count = Math.min(MOST_WRITES, plan.totalBytes() / cell.blockBytes());
    WritePlan writes =
        new WritePlan(
            Syscall.PWRITE, cell.blockBytes(), count, 0, Pattern.SEQ, Duration.ZERO, plan.seed());
    return new WorkloadSpec(
        writes,
        openFlags(flags),
        syncs(flags.durability(), count),
        Prealloc.NONE,
        Optional.of(place.file().path()));
  }

  private static Set<OpenFlag> openFlags(FlagSet flags) {
    Set<OpenFlag> open = EnumSet.noneOf(OpenFlag.class);
    switch (flags.durability()) {
      case O_DSYNC -> open.add(OpenFlag.DSYNC);
      case O_SYNC -> open.add(OpenFlag.SYNC);
      case BUFFERED, AMORTIZED_FDATASYNC, AMORTIZED_FSYNC, FDATASYNC, FSYNC -> {}
    }
    if (flags.direct()) {
      open.add(OpenFlag.DIRECT);
    }
    return open;
  }

  private static SyncPlan syncs(Durability durability, long count) {
    return durability.each() == Sync.NONE
        ? new SyncPlan(durability.closing(), count)
        : new SyncPlan(durability.each(), 1);
  }
}
