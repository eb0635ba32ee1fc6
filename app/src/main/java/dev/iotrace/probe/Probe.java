package dev.iotrace.probe;

import dev.iotrace.event.IoEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running observation of the kernel: two processes of the backend, one for causes and blocks,
/// one for logical writes, and one stream of events in kernel-time order.
///
/// Events reach the consumer about two seconds after they happened, on one thread of the probe's
/// own, and all of them before [#stop()] returns. The clock is bpftrace's `nsecs`, which is
/// `CLOCK_BOOTTIME`.
public final class Probe implements AutoCloseable {
  private final ProbePlan plan;
  private final ProbeParameters parameters;
  private final ProcessStarter starter;
  private final ThreadNames names = ThreadNames.ofThisHost();
  private final OrderedDelivery delivery;
  private final EventSource reported;
  private final List<ProbeProcess> processes = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable CompletionFeed completions;
  private boolean stopped;

  /// What happened to the stream beside events.
  ///
  /// @param lateEvents events that came when younger ones had been delivered
  /// @param skippedLines lines of a type that this version does not know
  public record Counts(long lateEvents, long skippedLines) {}

  private Probe(
      ProbePlan plan,
      ProbeParameters parameters,
      ProcessStarter starter,
      Consumer<? super IoEvent> consumer) {
    this.plan = plan;
    this.parameters = parameters;
    this.starter = starter;
    this.delivery = new OrderedDelivery(names, consumer);
    this.reported = delivery.source();
  }

  /// Starts what shows causes and the best way to see logical writes, and returns while they
  /// attach: [#beginLogical()] and then [#awaitReady()] are to follow. Whatever happens, [#close()]
  /// ends what was started.
  ///
  /// @param starter notes processes so that they cannot outlive this one for long
  /// @param consumer takes the events, in order; what it throws, [#stop()] throws
  /// @throws ProbeRefused when the host cannot
  public static Probe start(
      ProbePlan plan,
      ProbeParameters parameters,
      ProcessStarter starter,
      Consumer<? super IoEvent> consumer) {
    Probe probe = new Probe(plan, parameters, starter, consumer);
    boolean started = false;
    try {
      probe.begin();
      started = true;
      return probe;
    } finally {
      if (!started) {
        probe.close();
      }
    }
  }

  /// Finds the best way to see logical writes that works, and returns when its probes have fired.
  ///
  /// @throws ProbeRefused when none works
  public synchronized LogicalProbe beginLogical() {
    for (LogicalProbe candidate : plan.logical()) {
      ProbeProcess process =
          candidate == plan.logical().getFirst() ? processes.get(1) : launch(candidate);
      try {
        awaitReady(process, plan.calls(candidate), parameters.ofCalls());
        return candidate;
      } catch (ProbeRefused e) {
        if (candidate == plan.logical().getLast()) {
          throw e;
        }
        giveUp(process, e);
        notes.add(candidate.word() + " does not work here: " + e.why());
      }
    }
    throw new IllegalStateException("a plan has a way");
  }

  /// Returns when the probes of the causes have been seen to fire, too.
  ///
  /// @throws ProbeRefused when they do not
  public synchronized void awaitReady() {
    ProbeProcess causes = awaitCauses(processes.getFirst());
    names.lookUp(parameters.threadId(), causes.lastNs()).ifPresent(this::report);
  }

  /// Tells somebody each event as soon as it has come, in no order and on the thread of the
  /// consumer.
  public void tellAtOnce(Consumer<? super IoEvent> told) {
    delivery.tellAtOnce(told);
  }

  /// What the user should know about how it began: why a better way to see logical writes failed.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /// Adds an event that did not come from the kernel; it takes its place by its time. Waits when
  /// the consumer is far behind. Does nothing once the probe is stopped.
  public void report(IoEvent event) {
    reported.put(List.of(event));
  }

  /// Why waiting for further events is useless; empty while all is well.
  public Optional<String> failure() {
    Throwable thrown = delivery.thrown();
    if (thrown != null) {
      return Optional.of(String.valueOf(thrown.getMessage()));
    }
    synchronized (this) {
      return processes.stream().map(ProbeProcess::failure).filter(it -> !it.isEmpty()).findFirst();
    }
  }

  /// Counts, exact once the probe is stopped.
  public synchronized Counts counts() {
    long skipped = processes.stream().mapToLong(ProbeProcess::skippedLines).sum();
    return new Counts(delivery.lateEvents(), skipped);
  }

  /// Ends the processes and returns when every event has been delivered. A second time does
  /// nothing.
  ///
  /// @throws RuntimeException what the consumer threw, if it did
  public void stop() {
    close();
    switch (delivery.thrown()) {
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case null, default -> {}
    }
  }

  /// [#stop()] for every way out: throws nothing.
  @Override
  public synchronized void close() {
    if (!stopped) {
      stopped = true;
      long nowNs = delivery.kernelNowNs();
      processes.forEach(process -> process.awaitCaughtUp(nowNs, plan.deadlines().interrupt()));
      stopTogether();
      if (completions != null) {
        completions.stop(plan.deadlines());
      }
      delivery.finish();
    }
  }

  /// Each takes a second or two to detach.
  private void stopTogether() {
    try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      processes.forEach(process -> stopping.execute(() -> process.stop(plan.deadlines())));
    }
  }

  private synchronized void begin() {
    delivery.start();
    launch(plan.variants().getFirst());
    launch(plan.logical().getFirst());
    plan.completions()
        .ifPresent(it -> completions = CompletionFeed.start(it, delivery.markedSource()));
  }

  private ProbeProcess awaitCauses(ProbeProcess first) {
    ProbeProcess process = first;
    for (String next : plan.variants().subList(1, plan.variants().size())) {
      try {
        process.awaitReady(plan.deadlines().ready());
        return process;
      } catch (ProbeRefused e) {
        giveUp(process, e);
        notes.add("a probe gives way to " + next + ": " + e.why());
        process = launch(next);
      }
    }
    return awaitReady(process, plan.variants().getLast(), parameters);
  }

  /// For the last that can be tried: one that keeps its lines may be too much for a kernel's
  /// verifier, and gives way to the same without.
  private ProbeProcess awaitReady(ProbeProcess process, String probe, ProbeParameters its) {
    try {
      process.awaitReady(plan.deadlines().ready());
      return process;
    } catch (ProbeRefused e) {
      if (process.script().kept().isEmpty()) {
        throw e;
      }
      giveUp(process, e);
      notes.add(probe + " prints its lines, as it cannot keep them: " + e.why());
      ProbeProcess printing = launch(plan.printed(probe), its);
      printing.awaitReady(plan.deadlines().ready());
      return printing;
    }
  }

  /// Another may be tried in its place, unless it was ready before.
  private void giveUp(ProbeProcess process, ProbeRefused why) {
    if (!process.diedBeforeReady()) {
      throw why;
    }
    process.stop(plan.deadlines());
    processes.remove(process);
  }

  private ProbeProcess launch(LogicalProbe way) {
    return launch(plan.calls(way), parameters.ofCalls());
  }

  private ProbeProcess launch(String probe) {
    return launch(probe, parameters);
  }

  private ProbeProcess launch(String probe, ProbeParameters parameters) {
    return launch(plan.script(probe), parameters);
  }

  private ProbeProcess launch(ProbeScript script, ProbeParameters parameters) {
    ProcessBuilder command = ProbeCommand.of(plan, script, parameters);
    ProbeProcess process = ProbeProcess.start(script, command, starter, delivery.markedSource());
    processes.add(process);
    return process;
  }
}
