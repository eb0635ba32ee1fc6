package dev.iotrace.cli;

import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.filesystem.Target;
import dev.iotrace.registry.Resource;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Time;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.Workload;
import dev.iotrace.workload.WorkloadResult;
import dev.iotrace.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The writes of our own driver, into one file.
final class DriverWork implements Work {
  private final Workload workload;
  private final WorkloadSpec spec;
  private final boolean keep;
  private final Progress progress;
  private final int threadId;

  private DriverWork(Workload workload, WorkloadSpec spec, boolean keep, Progress progress) {
    this.workload = workload;
    this.spec = spec;
    this.keep = keep;
    this.progress = progress;
    this.threadId = workload.start();
  }

  /// @param keep whether the new file stays
  static Making of(WorkloadSpec spec, boolean keep, Progress progress) {
    return (target, run) -> {
      Workload workload = prepare(spec, target);
      boolean made = false;
      try {
        if (!keep && spec.existing().isEmpty()) {
          run.make(new Resource.RegularFile(workload.file()), () -> {});
        }
        Work work = new DriverWork(workload, spec, keep, progress);
        made = true;
        return work;
      } finally {
        if (!made) {
          workload.close();
        }
      }
    };
  }

  private static Workload prepare(WorkloadSpec spec, Target target) {
    int sectorBytes = target.disk().queue().logicalSectorBytes();
    return Workload.prepare(spec, target.directory(), sectorBytes, Time::boottimeNs);
  }

  @Override
  public int threadId() {
    return threadId;
  }

  @Override
  public TraceHeader.Workload described() {
    return new TraceHeader.Workload(workload.file().toString(), spec.options(), false);
  }

  /// Where an existing file stands on the device, made true by writing its dirty pages first.
  @Override
  public List<IoEvent> before() throws IOException {
    Path path = workload.file();
    if (!Files.exists(path)) {
      return List.of();
    }
    try (FileDescriptor file = Fcntl.open(path, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW)) {
      Unistd.fsync(file);
      long inode = ((Number) Files.getAttribute(path, "unix:ino")).longValue();
      List<ExtentMapped> extents = MappedFile.extents(file, inode, Files.size(path));
      return List.copyOf(extents);
    }
  }

  @Override
  public String run(Consumer<IoEvent> events) {
    return failure(workload.run(events).join());
  }

  /// What went wrong with a workload, in words; empty when nothing did.
  static String failure(WorkloadResult result) {
    return result
        .failure()
        .map(failure -> "call " + failure.callId() + ": " + failure.cause().getMessage())
        .orElse("");
  }

  @Override
  public void cancel() {
    workload.cancel();
  }

  @Override
  public List<IoEvent> after() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    try (workload) {
      removeFile();
    }
  }

  private void removeFile() {
    try {
      if (!keep) {
        workload.removeFile();
      }
    } catch (ErrnoException e) {
      progress.say("could not remove " + workload.file() + ": " + e.getMessage());
    }
  }
}
