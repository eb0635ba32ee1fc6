package dev.iotrace.cli;

import dev.iotrace.registry.Held;
import dev.iotrace.registry.Removal;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.report.Target;
import dev.iotrace.report.Words;
import dev.iotrace.safety.Background;
import dev.iotrace.safety.Mode;
import dev.iotrace.safety.QuietTime;
import dev.iotrace.safety.SafetyCell;
import dev.iotrace.safety.SafetyPlace;
import dev.iotrace.safety.SafetyPlan;
import dev.iotrace.safety.SafetyReport;
import dev.iotrace.safety.SafetyRun;
import dev.iotrace.safety.TimedWrite;
import dev.iotrace.safety.Trial;
import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Vfs;
import dev.iotrace.workload.WorkloadDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All runs of `iotrace safety`, one after the other: every round each size in both modes.
final class SafetyRounds {
  private final SafetyPlan plan;
  private final Place place;
  private final Session session;
  private final Progress progress;
  private final List<SafetyRun> runs = new ArrayList<>();

  SafetyRounds(SafetyPlan plan, Place place, Session session, Progress progress) {
    this.plan = plan;
    this.place = place;
    this.session = session;
    this.progress = progress;
  }

  /// Makes them, until one fails or the user ends it.
  ///
  /// @param run holds what is made while it is there
  /// @param samples gets the series
  /// @param command for the report
  /// @throws dev.iotrace.event.Refusal when it cannot be done here
  SafetyReport run(Run run, SampleFile samples, List<String> command)
      throws IOException, InterruptedException {
    Path path = place.target().directory();
    SafetyPlace figures = SafetyPlace.of(place.target(), Debugfs.ensure(run));
    try (WorkloadDirectory directory = WorkloadDirectory.open(path)) {
      DirectIo directIo = directIo(directory);
      long room = Vfs.statfs(path).bytesAvailable();
      plan.check(place.named(), directIo, room);
      Setup setup = new Setup(directory, directIo.memoryAlignment(), run, figures);
      Report.Outcome outcome = rounds(setup, samples);
      SafetyReport.Plan done =
          new SafetyReport.Plan(
              plan.sizes(), plan.blockBytes(), plan.rounds(), room, figures.gauge().scope());
      return report(outcome, done, command);
    }
  }

  /// What all runs share.
  private record Setup(WorkloadDirectory directory, int alignment, Run run, SafetyPlace figures) {
    TimedWrite write(Path name) {
      return new TimedWrite(directory, name, alignment);
    }
  }

  private DirectIo directIo(WorkloadDirectory directory) throws ErrnoException {
    int sector = place.target().disk().queue().logicalSectorBytes();
    return directory.directIo().orElse(DirectIo.ofSector(sector));
  }

  private Report.Outcome rounds(Setup setup, SampleFile samples)
      throws IOException, InterruptedException {
    try {
      warmUp(setup);
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Trial.Order order : orders(round)) {
          tell(order);
          if (!once(order, setup, samples)) {
            return new Report.Outcome(Report.State.INTERRUPTED, "");
          }
        }
      }
    } catch (ErrnoException e) {
      return new Report.Outcome(Report.State.FAILED, String.valueOf(e.getMessage()));
    }
    return new Report.Outcome(Report.State.COMPLETE, "");
  }

  private List<Trial.Order> orders(int round) {
    List<Mode> modes = List.of(Mode.values());
    return plan.sizes().stream()
        .flatMap(
            size ->
                (round % 2 == 1 ? modes : modes.reversed())
                    .stream().map(mode -> new Trial.Order(size, plan.blockBytes(), mode, round)))
        .toList();
  }

  /// The program's own code becomes fast only after some calls, and that is not what is measured.
  private void warmUp(Setup setup) throws ErrnoException {
    long size = plan.warmUpBytes();
    for (Mode mode : Mode.values()) {
      Trial.Order order = new Trial.Order(size, plan.blockBytes(), mode, 0);
      write(setup, write -> write.run(mode, order.calls(), this::ended, _ -> {}));
    }
  }

  private boolean ended() {
    return session.cancellation().requested();
  }

  /// One run; false when the user ended it early.
  private boolean once(Trial.Order order, Setup setup, SampleFile samples)
      throws ErrnoException, InterruptedException {
    QuietTime quiet = new QuietTime(setup.figures, session.cancellation()::sleep);
    Optional<Background> background = quiet.take(setup.directory);
    if (background.isEmpty()) {
      return false;
    }
    Trial trial = new Trial(setup.figures, this::ended);
    Optional<SafetyRun> result =
        write(setup, write -> trial.run(write, order, background.get(), samples.of(order)));
    result.ifPresent(runs::add);
    return result.isPresent();
  }

  /// Something that writes a file.
  @FunctionalInterface
  private interface Writing<T> {
    T with(TimedWrite write) throws ErrnoException;
  }

  /// Does it with a new file, which is gone after it.
  private <T> T write(Setup setup, Writing<T> writing) throws ErrnoException {
    Path name = WorkloadDirectory.freshName();
    Path path = place.target().directory().resolve(name);
    Held held = setup.run.make(new Resource.RegularFile(path), () -> {});
    try {
      return writing.with(setup.write(name));
    } finally {
      Removal removal = held.release();
      if (removal.outcome() == Removal.Outcome.FAILED) {
        progress.say(removal.describe());
      }
    }
  }

  private void tell(Trial.Order order) {
    progress.tell(
        String.format(
            Locale.ROOT,
            "round %d of %d: %s, %s",
            order.round(),
            plan.rounds(),
            Words.count(order.sizeBytes(), "byte"),
            order.mode().word()));
  }

  private SafetyReport report(Report.Outcome outcome, SafetyReport.Plan done, List<String> command)
      throws IOException {
    List<SafetyCell> cells =
        plan.sizes().stream()
            .flatMap(size -> Stream.of(Mode.values()).map(mode -> SafetyCell.of(size, mode, runs)))
            .flatMap(Optional::stream)
            .toList();
    return new SafetyReport(
        SafetyReport.SCHEMA,
        Version.current(),
        Report.Host.of(ThisHost.describe()),
        command,
        Target.of(place.target().toHeader(place.named())),
        done,
        outcome,
        cells,
        List.copyOf(runs));
  }
}
