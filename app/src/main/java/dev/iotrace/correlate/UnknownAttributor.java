package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;

/// A file system that is not understood: what the workload's thread submits itself is known, the
/// rest is not.
final class UnknownAttributor implements Attributor {
  private final Calls calls;
  private final Safety safety;
  private final StackPaths paths = new StackPaths();

  UnknownAttributor(Calls calls, Safety safety) {
    this.calls = calls;
    this.safety = safety;
  }

  @Override
  public void accept(IoEvent.OfFileSystem event) {}

  @Override
  public void announced(LogicalWrite write) {}

  @Override
  public void attribute(Bio bio) {
    Cause cause = bio.event().rwbs().isRead() ? Cause.READ : Cause.UNKNOWN;
    CausePath path = paths.of(bio.event().stack());
    if (!calls.byWorkload(bio.event().threadId())) {
      bio.attribute(Attribution.of(cause, path, new Causes(), Evidence.NO_LINK));
      return;
    }
    Causes causes = new Causes();
    calls.current(bio.event().threadId(), bio.event().timeNs()).forEach(causes::add);
    bio.attribute(Attribution.of(cause, path, causes, Evidence.WRITE_IN_CALL));
    causes.writes().forEach(LogicalWrite::hold);
  }

  @Override
  public void arrived(Bio bio, long timeNs) {
    safety.arrived(bio.attribution().data(), timeNs, bio.event().rwbs().fua());
  }

  @Override
  public void released(Bio bio) {
    bio.attribution().causes().writes().forEach(LogicalWrite::release);
    calls.retire(bio.attribution().causes().writes());
  }

  @Override
  public String awaiting() {
    return "";
  }
}
