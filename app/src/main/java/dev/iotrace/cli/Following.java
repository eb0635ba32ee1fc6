package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Follows somebody on one file system or on several: an experiment for each, at the same time. So
/// each has its own probes, books and report.
final class Following {
  private final Order order;
  private final Session session;
  private final Progress progress;

  /// How it is done.
  ///
  /// @param command the command line, for the reports
  record Order(Detail detail, SettleOptions settle, List<String> command) {}

  Following(Order order, Session session, Progress progress) {
    this.order = order;
    this.session = session;
    this.progress = progress;
  }

  /// Has it done there.
  ///
  /// @param run holds whatever is started or made
  /// @return a report for each, in the same order
  /// @throws dev.iotrace.event.Refusal when user or host must change something first
  List<Report> on(List<RunLanes.Lane> lanes, Followed followed, Run run)
      throws IOException, InterruptedException {
    Set<DeviceNumber> traced =
        lanes.stream().map(lane -> lane.where().number()).collect(Collectors.toSet());
    List<FollowedWork.Ground> grounds = new ArrayList<>();
    for (RunLanes.Lane lane : lanes) {
      FilesBelow there = FilesBelow.settled(lane.where().directories(), progress);
      Detail detail = order.detail.on(lane.where().target());
      grounds.add(new FollowedWork.Ground(there, detail, traced));
    }
    Together together = new Together(followed, lanes.size());
    List<Future<Report>> reports = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < lanes.size(); i++) {
        RunLanes.Lane lane = lanes.get(i);
        FollowedWork work = new FollowedWork(followed, grounds.get(i), together::run);
        Progress told = i == 0 ? progress : progress.notesOnly();
        reports.add(threads.submit(() -> experiment(lane, work, told, run, together)));
      }
    }
    return all(reports);
  }

  private Report experiment(
      RunLanes.Lane lane, FollowedWork work, Progress told, Run run, Together together)
      throws IOException, InterruptedException {
    boolean done = false;
    try {
      Experiment.Order its =
          new Experiment.Order(
              (_, _) -> work, order.settle, lane.output().trace(), false, order.command);
      Report report =
          new Experiment(its, session, told)
              .watchedBy(lane.output().perfetto()::watch)
              .run(lane.where().place(), run);
      done = true;
      return report;
    } finally {
      if (!done) {
        together.fail();
      }
    }
  }

  /// What made one fail made the others give up, who only say so.
  private static List<Report> all(List<Future<Report>> each)
      throws IOException, InterruptedException {
    List<Report> reports = new ArrayList<>();
    Throwable failure = null;
    for (Future<Report> future : each) {
      try {
        reports.add(future.get());
      } catch (ExecutionException e) {
        failure = worse(failure, e.getCause());
      }
    }
    if (failure == null) {
      return reports;
    }
    switch (failure) {
      case IOException exception -> throw exception;
      case InterruptedException exception -> throw exception;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException("it is not declared", failure);
    }
  }

  private static @Nullable Throwable worse(@Nullable Throwable first, @Nullable Throwable next) {
    return first == null || first instanceof CancellationException ? next : first;
  }
}
