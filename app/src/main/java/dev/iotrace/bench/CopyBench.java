package dev.iotrace.bench;

import dev.iotrace.copy.CopySpec;
import dev.iotrace.copy.Strategy;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Copies one file by several strategies, several times each: every round does all of them, in an
/// order of its own, so that what drifts on the machine drifts for all.
public final class CopyBench {
  private final Plan plan;
  private final Supplier<DeviceCounters> counters;
  private final BooleanSupplier stop;
  private final Map<Strategy, List<Throughput>> rounds = new EnumMap<>(Strategy.class);
  private final Set<Strategy> cannot = EnumSet.noneOf(Strategy.class);
  private SourceCache.Pages worst = new SourceCache.Pages(0, 0);
  private String failure = "";
  private boolean differs;

  /// What is to be done.
  ///
  /// @param template each copy but for its strategy; its destination is removed after each
  /// @param strategies none of them [Strategy#AUTO]
  /// @param rounds how often each
  /// @param seed of the orders
  public record Plan(
      CopySpec template, List<Strategy> strategies, int rounds, long seed, SourceCache cache) {
    public Plan {
      if (rounds < 1 || strategies.isEmpty() || strategies.contains(Strategy.AUTO)) {
        throw new IllegalArgumentException(rounds + " rounds of " + strategies);
      }
      strategies = List.copyOf(strategies);
    }
  }

  /// @param counters of the disks below the destination, read now
  /// @param stop whether to end early
  public CopyBench(Plan plan, Supplier<DeviceCounters> counters, BooleanSupplier stop) {
    this.plan = plan;
    this.counters = counters;
    this.stop = stop;
  }

  /// Told before each copy.
  @FunctionalInterface
  public interface Listener {
    void next(int round, Strategy strategy);
  }

  /// What came of it.
  ///
  /// @param found what the page cache had of the source before the copies
  /// @param differs whether a copy was not equal to the source
  public record Result(Report.Outcome outcome, List<Cell> cells, String found, boolean differs) {}

  /// Does it all.
  ///
  /// @throws dev.iotrace.copy.CopyRefused when no strategy would do
  public Result run(Listener listener) throws IOException {
    for (int round = 1; round <= plan.rounds && goesOn(); round++) {
      List<Strategy> order = new ArrayList<>(plan.strategies);
      Collections.shuffle(order, new Random(plan.seed * 31 + round));
      for (Strategy strategy : order) {
        if (goesOn() && !cannot.contains(strategy)) {
          listener.next(round, strategy);
          copy(round, strategy);
        }
      }
    }
    return new Result(outcome(), cells(), plan.cache.describe(worst), differs);
  }

  private boolean goesOn() {
    return failure.isEmpty() && !stop.getAsBoolean();
  }

  private Report.Outcome outcome() {
    if (!failure.isEmpty()) {
      return new Report.Outcome(State.FAILED, failure);
    }
    return new Report.Outcome(stop.getAsBoolean() ? State.INTERRUPTED : State.COMPLETE, "");
  }

  private void copy(int round, Strategy strategy) throws IOException {
    CopySpec spec = plan.template.by(strategy);
    prepare(Objects.requireNonNull(spec.destination().toAbsolutePath().getParent()));
    CopyRound.Ended ended = new CopyRound(counters, stop).run(round, spec);
    Files.deleteIfExists(spec.destination());
    rounds.computeIfAbsent(strategy, each -> new ArrayList<>()).add(ended.throughput());
    differs |= ended.differs();
    if (ended.cannot()) {
      cannot.add(strategy);
    } else if (ended.throughput().state() == State.FAILED) {
      failure = strategy.word() + ": " + ended.throughput().failure();
    }
  }

  /// What was written before, and what became free, is on the device; then comes the source.
  private void prepare(Path directory) throws ErrnoException {
    try (FileDescriptor held = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
      Unistd.syncfs(held);
    }
    SourceCache.Pages pages = plan.cache.prepare(plan.template.source());
    if (plan.cache.misplaced(pages) >= plan.cache.misplaced(worst)) {
      worst = pages;
    }
  }

  private List<Cell> cells() throws ErrnoException {
    Statx source = Stat.of(plan.template.source());
    return plan.strategies.stream()
        .filter(rounds::containsKey)
        .map(each -> Cell.of(setting(each, source), rounds.getOrDefault(each, List.of())))
        .toList();
  }

  private static Setting setting(Strategy strategy, Statx source) {
    return new Setting(
        strategy == Strategy.DIRECT ? "O_DIRECT" : "BUFFERED",
        strategy.word(),
        "sync",
        1,
        Pattern.SEQ,
        strategy.unitBytes(source.blockBytes(), source.bytes()));
  }
}
