package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a bug report tells of the probes on this host.
///
/// @param backend what it says of itself and of this kernel; empty when there is none
/// @param starts each probe of the plan, started alone; empty without a plan
/// @param formats the format files of all tracepoints that any probe uses; empty texts where the
///   kernel has none
public record CaseHistory(String backend, List<Start> starts, Map<String, String> formats) {
  /// Numbers that no device and no thread has.
  private static final ProbeParameters NOTHING =
      new ProbeParameters(
          DeviceNumber.ofKernel(0),
          List.of(DeviceNumber.ofKernel(0)),
          List.of(),
          0,
          true,
          List.of(),
          false);

  /// How a probe started.
  ///
  /// @param millis until it was ready, or failed
  /// @param failure empty when it was ready
  /// @param stderr the last that it said
  public record Start(String probe, long millis, String failure, List<String> stderr) {}

  /// Takes it down, which lasts as long as the probes take to start.
  ///
  /// @param starter notes processes so that they cannot outlive this one for long
  public static CaseHistory take(ProbeHost host, Optional<ProbePlan> plan, ProcessStarter starter) {
    return new CaseHistory(
        plan.map(it -> it.backend().about(host)).orElse(""),
        plan.map(it -> starts(it, starter)).orElse(List.of()),
        formats(host));
  }

  private static List<Start> starts(ProbePlan plan, ProcessStarter starter) {
    List<Start> starts = new ArrayList<>();
    for (String probe : plan.variants()) {
      starts.add(start(plan, probe, starter));
    }
    for (LogicalProbe way : plan.logical()) {
      starts.add(start(plan, plan.backend().variant(way, plan.version()), starter));
    }
    return starts;
  }

  private static Start start(ProbePlan plan, String probe, ProcessStarter starter) {
    EventQueue nobodyReads = new EventQueue();
    nobodyReads.close();
    ProbeScript script = plan.script(probe);
    long beganNanos = System.nanoTime();
    ProbeProcess process =
        ProbeProcess.start(
            script,
            ProbeCommand.of(plan, script, NOTHING),
            starter,
            EventSource.marked(nobodyReads));
    String failure = "";
    try {
      process.awaitReady(plan.deadlines().ready());
    } catch (ProbeRefused refused) {
      failure = refused.why();
    }
    long nanos = System.nanoTime() - beganNanos;
    process.stop(plan.deadlines());
    return new Start(script.name(), Duration.ofNanos(nanos).toMillis(), failure, process.stderr());
  }

  /// By the scripts of bpftrace, which name the same tracepoints as those of bcc.
  private static Map<String, String> formats(ProbeHost host) {
    Optional<Tracepoints> tracepoints =
        host.tracefs().map(it -> new Tracepoints(it.resolve("events")));
    Backend any = new Bpftrace(host.root());
    Stream<String> causes =
        Stream.of(ProbePlan.Causes.values())
            .flatMap(it -> any.variants(it, host, Capabilities.UNKNOWN).stream());
    Stream<String> calls = Stream.of(LogicalProbe.values()).map(LogicalProbe::probe);
    Map<String, String> formats = new TreeMap<>();
    Stream.concat(causes, calls)
        .flatMap(probe -> Tracepoints.used(any.script(probe)).stream())
        .forEach(event -> formats.put(event, tracepoints.map(it -> it.format(event)).orElse("")));
    return formats;
  }
}
