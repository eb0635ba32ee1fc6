package dev.iotrace.correlate;

import dev.iotrace.event.RequestIssued;
import java.util.List;
import java.util.function.Predicate;

/// A request between its issue and the moment when it is handed to the sink.
final class Request {
  private final long id;
  private final RequestIssued event;
  private final List<PendingBios.Part> parts;
  private final boolean begun;
  private int uncompleted;
  private long completedNs;
  private boolean unseen;

  /// @param parts the bios it carries; for a flush, the bios that asked for it, with 0 sectors each
  /// @param begun whether it was issued after the probes were attached
  Request(long id, RequestIssued event, List<PendingBios.Part> parts, boolean begun) {
    this.id = id;
    this.event = event;
    this.parts = parts;
    this.begun = begun;
    this.uncompleted = event.sectors().count();
  }

  long id() {
    return id;
  }

  RequestIssued event() {
    return event;
  }

  List<PendingBios.Part> parts() {
    return parts;
  }

  /// Whether it comes from nowhere: no bio was seen, although it should have been.
  boolean unlinked() {
    return parts.isEmpty() && begun;
  }

  /// Some of its sectors are done; true when all are.
  boolean complete(int sectors, long timeNs) {
    uncompleted -= sectors;
    completedNs = timeNs;
    return uncompleted <= 0;
  }

  /// Whether it carries at least one bio, and only such as these.
  boolean carriesOnly(Predicate<Bio> these) {
    return !parts.isEmpty() && parts.stream().allMatch(part -> these.test(part.bio()));
  }

  /// Its completion was not seen, but the kernel's order says that it is over by now.
  void completeUnseen(long timeNs) {
    uncompleted = 0;
    completedNs = timeNs;
    unseen = true;
  }

  /// Whether its completion is known from order only.
  boolean unseen() {
    return unseen;
  }

  /// 0 while it is in flight.
  long completedNs() {
    return completedNs;
  }

  /// Whether the causes of all that it carries can no longer change.
  boolean decided() {
    for (PendingBios.Part part : parts) {
      if (!part.bio().decided()) {
        return false;
      }
    }
    return true;
  }
}
