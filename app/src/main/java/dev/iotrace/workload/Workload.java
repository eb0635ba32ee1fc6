package dev.iotrace.workload;

import dev.iotrace.event.IoEvent;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.ProcessIds;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One run of a workload on a thread of its own.
///
/// [#prepare] → [#start()] → attach the probe → [#run] → trace as long as it takes →
/// [#removeFile()] → [#close()]. One thread steers; [#cancel()] may come from any.
public final class Workload implements AutoCloseable {
  private final WorkloadDirectory directory;
  private final WorkloadFile file;
  private final Preparation preparation;
  private final LongSupplier clock;
  private final Thread thread;
  private final CompletableFuture<Integer> threadId = new CompletableFuture<>();
  private final CompletableFuture<Consumer<IoEvent>> go = new CompletableFuture<>();
  private final CompletableFuture<WorkloadResult> result = new CompletableFuture<>();
  private volatile boolean cancelled;

  private Workload(Preparation preparation, LongSupplier clock) {
    this.directory = preparation.directory();
    this.file = preparation.file();
    this.preparation = preparation;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("iotrace-workload").unstarted(this::live);
  }

  /// Opens the directory, and takes hold of an existing file. Writes nothing.
  ///
  /// @param directory where the file is to be, or, if it exists, is
  /// @param logicalSectorBytes of the device: the alignment for direct I/O where the kernel does
  ///   not tell another
  /// @param clock that of the events, in nanoseconds
  /// @throws WorkloadRefused when there is no such directory or file
  public static Workload prepare(
      WorkloadSpec spec, Path directory, int logicalSectorBytes, LongSupplier clock) {
    try {
      WorkloadDirectory open = WorkloadDirectory.open(directory);
      try {
        Path fresh = directory.resolve(WorkloadDirectory.freshName());
        WorkloadFile file =
            spec.existing().isPresent()
                ? ExistingFile.hold(spec.existing().get())
                : new FreshFile(open, fresh);
        return new Workload(new Preparation(spec, open, file, logicalSectorBytes), clock);
      } catch (ErrnoException | WorkloadRefused e) {
        open.close();
        throw e;
      }
    } catch (ErrnoException e) {
      throw WorkloadRefused.unprepared(e);
    }
  }

  /// The file's path, known before it exists.
  public Path file() {
    return file.path();
  }

  /// Starts the thread, which prepares all that its calls need and then waits.
  ///
  /// @return the thread's id, as the kernel knows it
  /// @throws WorkloadRefused when the file system cannot do what is asked for, direct I/O for
  ///   example
  public int start() {
    thread.start();
    try {
      return threadId.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ErrnoException errno) {
        throw WorkloadRefused.unprepared(errno);
      }
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /// Lets the thread open the file and make its calls.
  ///
  /// @param events told of each call, on the workload's thread, between its time stamps: must be
  ///   quick
  /// @return what came of it, when the file is closed again
  public CompletableFuture<WorkloadResult> run(Consumer<IoEvent> events) {
    go.complete(events);
    return result;
  }

  /// Ends the run after the call under way.
  public void cancel() {
    cancelled = true;
    LockSupport.unpark(thread);
  }

  /// Removes the file, unless it was there before or was never made.
  public void removeFile() throws ErrnoException {
    file.remove();
  }

  private void live() {
    try {
      result.complete(prepareAndRun());
    } catch (ErrnoException | RuntimeException | Error e) {
      threadId.completeExceptionally(e);
      result.completeExceptionally(e);
    }
  }

  private WorkloadResult prepareAndRun() throws ErrnoException {
    try (WriteCall call = preparation.writeCall()) {
      Driver driver = new Driver(preparation.spec(), call, clock, () -> cancelled);
      driver.rehearse();
      threadId.complete(ProcessIds.gettid());
      return driver.run(file, go.join());
    }
  }

  /// Ends the thread, after the call under way, and lets go of the directory; the file stays.
  @Override
  public void close() throws ErrnoException {
    cancel();
    go.cancel(false);
    joinThread();
    try (directory) {
      file.close();
    }
  }

  private void joinThread() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
