package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the time of requests went, by the names of btt(1): Q2D from the submission of its first
/// bio until it was issued to the driver, D2C from there to its completion, Q2C both together.
///
/// @param requests by cause; those that traced writes caused and whose completion was seen
/// @param writeToDurable from the beginning of a write until a power cut could no longer lose its
///   bytes, of the writes that got there; null without any
public record Stages(List<OfCause> requests, @Nullable Durations writeToDurable) {
  /// The requests of one cause.
  public record OfCause(Cause cause, int requests, Durations q2d, Durations d2c, Durations q2c) {}

  /// Adds them up.
  static final class Measured {
    private final Map<Cause, OneCause> causes = new EnumMap<>(Cause.class);
    private final DurationCounts durable = new DurationCounts();

    void add(TracedRequest request) {
      if (request.owner() == Owner.TRACED && request.times().completedNs() != 0) {
        causes.computeIfAbsent(request.cause(), _ -> new OneCause()).add(request.times());
      }
    }

    void add(TracedWrite write) {
      if (write.durableNs() != 0) {
        durable.add(write.durableNs() - write.startNs());
      }
    }

    Stages stages() {
      return new Stages(
          causes.entrySet().stream().map(it -> it.getValue().stages(it.getKey())).toList(),
          durable.count() == 0 ? null : durable.durations());
    }
  }

  private static final class OneCause {
    private final DurationCounts q2d = new DurationCounts();
    private final DurationCounts d2c = new DurationCounts();
    private final DurationCounts q2c = new DurationCounts();

    void add(TracedRequest.Times times) {
      q2d.add(times.issuedNs() - times.queuedNs());
      d2c.add(times.completedNs() - times.issuedNs());
      q2c.add(times.completedNs() - times.queuedNs());
    }

    OfCause stages(Cause cause) {
      return new OfCause(
          cause, Math.toIntExact(q2c.count()), q2d.durations(), d2c.durations(), q2c.durations());
    }
  }
}
