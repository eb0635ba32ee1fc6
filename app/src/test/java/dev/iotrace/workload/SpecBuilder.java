package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A workload in which a test names only what matters to it; the rest is one `write` of four bytes.
final class SpecBuilder {
  private Syscall call = Syscall.WRITE;
  private long bytes = 4;
  private long count = 1;
  private long offset;
  private Pattern pattern = Pattern.SEQ;
  private Duration interval = Duration.ZERO;
  private Set<OpenFlag> openFlags = Set.of();
  private SyncPlan syncs = SyncPlan.NONE;
  private Prealloc prealloc = Prealloc.NONE;
  private Optional<Path> existing = Optional.empty();

  static final long SEED = 42;

  SpecBuilder call(Syscall value) {
    call = value;
    return this;
  }

  SpecBuilder bytes(long value) {
    bytes = value;
    return this;
  }

  SpecBuilder count(long value) {
    count = value;
    return this;
  }

  SpecBuilder offset(long value) {
    offset = value;
    return this;
  }

  SpecBuilder pattern(Pattern value) {
    pattern = value;
    return this;
  }

  SpecBuilder interval(Duration value) {
    interval = value;
    return this;
  }

  SpecBuilder open(OpenFlag... values) {
    openFlags = Set.of(values);
    return this;
  }

  SpecBuilder sync(Sync value, long every) {
    syncs = new SyncPlan(value, every);
    return this;
  }

  SpecBuilder prealloc(Prealloc value) {
    prealloc = value;
    return this;
  }

  SpecBuilder existing(Path value) {
    existing = Optional.of(value);
    return this;
  }

  WorkloadSpec build() {
    WritePlan writes = new WritePlan(call, bytes, count, offset, pattern, interval, SEED);
    return new WorkloadSpec(writes, openFlags, syncs, prealloc, existing);
  }
}
