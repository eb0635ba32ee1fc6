package dev.iotrace.cli;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.FileHandle;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.watch.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Names of processes from procfs, while they are there, and those that the probe told when they
/// ended; names of files from the kernel's cache of names, by inode.
///
/// The end of a process is told by a line that sums of what it wrote may overtake: the kernel has a
/// buffer for each CPU, and the process may have ended after these sums. So whoever asks for the
/// name of a process that is gone waits for that line.
///
/// Bounded: names of processes that were longest not asked for are forgotten.
final class ProcessNames implements Names, AutoCloseable {
  private static final int MOST_KEPT = 1 << 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FileDescriptor directory;
  private final boolean xfs;
  private final Duration patience;
  private boolean patient = true;
  private final Map<Integer, String> comms =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// @param directory on the file system whose files are to be named
  /// @param type of that file system
  ProcessNames(Path directory, String type) throws ErrnoException {
    this(directory, type, PATIENCE);
  }

  /// @param patience for how long a name may be on its way
  ProcessNames(Path directory, String type, Duration patience) throws ErrnoException {
    this.directory = Fcntl.open(directory, OpenFlags.O_RDONLY);
    this.xfs = type.equals("xfs");
    this.patience = patience;
  }

  /// A process ended, or a thread of it. For any thread.
  void ended(int pid, String comm) {
    synchronized (comms) {
      comms.put(pid, comm);
      comms.notifyAll();
    }
  }

  @Override
  public String comm(int pid) {
    Optional<String> now = living(pid);
    synchronized (comms) {
      now.filter(it -> !it.isEmpty()).ifPresent(it -> comms.put(pid, it));
      if (now.isEmpty()) {
        awaitEnd(pid);
      }
      return comms.getOrDefault(pid, "pid " + pid);
    }
  }

  /// What it is called now; empty when it is gone.
  private static Optional<String> living(int pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "comm"));
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// A line may be lost, and in a PID namespace of its own iotrace finds nobody by the kernel's
  /// numbers (pid_namespaces(7)): who has waited in vain once waits no more.
  private void awaitEnd(int pid) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (patient && !comms.containsKey(pid)) {
      long leftNs = deadline - System.nanoTime();
      patient = leftNs > 0;
      try {
        TimeUnit.NANOSECONDS.timedWait(comms, leftNs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// The kernel has no name for a file that nobody has opened by one since the file system was
  /// mounted: it says `/` then.
  @Override
  public Optional<String> path(long inode) {
    try (FileDescriptor file = open(inode)) {
      Path link = Path.of("/proc/self/fd", Integer.toString(file.number()));
      String name = Files.readSymbolicLink(link).toString();
      return name.equals("/") ? Optional.empty() : Optional.of(name);
    } catch (IOException goneOrForbidden) {
      return Optional.empty();
    }
  }

  private FileDescriptor open(long inode) throws ErrnoException {
    return xfs
        ? FileHandle.ofXfsInode(directory, inode)
        : FileHandle.ofInode(directory, (int) inode);
  }

  @Override
  public void close() throws ErrnoException {
    directory.close();
  }
}
