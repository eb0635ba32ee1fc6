package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the time of requests went, by the names of btt(1): Q2D from the submission of its first
/// bio until it was issued to the driver, D2C from there to its completion, Q2C both together.
///
/// @param requests by cause; those that traced writes caused and whose completion was seen
/// @param writeToDurable from the beginning of a write until a power cut could no longer lose its
///   bytes, of the writes that got there; null without any
public record Stages(List<OfCause> requests, @Nullable Durations writeToDurable) {
  /// The requests of one cause.
  public record OfCause(Cause cause, int requests, Durations q2d, Durations d2c, Durations q2c) {
    private static OfCause of(Cause cause, List<Times> times) {
      return new OfCause(
          cause,
          times.size(),
          Durations.of(times, it -> it.issuedNs - it.queuedNs),
          Durations.of(times, it -> it.completedNs - it.issuedNs),
          Durations.of(times, it -> it.completedNs - it.queuedNs));
    }
  }

  private record Times(long queuedNs, long issuedNs, long completedNs) {}

  static Stages of(List<RequestEntry> requests, List<WriteEntry> writes) {
    List<OfCause> causes = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      List<Times> times = times(requests, cause);
      if (!times.isEmpty()) {
        causes.add(OfCause.of(cause, times));
      }
    }
    List<Long> durable = writeToDurable(writes);
    return new Stages(causes, durable.isEmpty() ? null : Durations.of(durable, Long::longValue));
  }

  private static List<Times> times(List<RequestEntry> requests, Cause cause) {
    List<Times> times = new ArrayList<>();
    for (RequestEntry request : requests) {
      Long completedNs = request.completedNs();
      if (request.cause() == cause && request.owner() == Owner.TRACED && completedNs != null) {
        times.add(new Times(request.queuedNs(), request.issuedNs(), completedNs));
      }
    }
    return times;
  }

  private static List<Long> writeToDurable(List<WriteEntry> writes) {
    List<Long> durations = new ArrayList<>();
    for (WriteEntry write : writes) {
      Long durableNs = write.durableAfterNs();
      if (durableNs != null) {
        durations.add(durableNs - write.startNs());
      }
    }
    return durations;
  }
}
