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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Names of processes from procfs, while they are there, and those that the probe told when they
/// ended; names of files from the kernel's cache of names, by inode.
///
/// Bounded: names of processes that were longest not asked for are forgotten.
final class ProcessNames implements Names, AutoCloseable {
  private static final int MOST_KEPT = 1 << 16;

  private final FileDescriptor directory;
  private final Map<Integer, String> comms =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// @param directory on the file system whose files are to be named
  ProcessNames(Path directory) throws ErrnoException {
    this.directory = Fcntl.open(directory, OpenFlags.O_RDONLY);
  }

  /// A process ended, or a thread of it. For any thread.
  void ended(int pid, String comm) {
    synchronized (comms) {
      comms.put(pid, comm);
    }
  }

  @Override
  public String comm(int pid) {
    String now = "";
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "comm"));
      String text = new String(bytes, StandardCharsets.UTF_8);
      now = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException gone) {
      // Then it is called what it was called before.
    }
    synchronized (comms) {
      if (!now.isEmpty()) {
        comms.put(pid, now);
      }
      return comms.getOrDefault(pid, "pid " + pid);
    }
  }

  /// The kernel has no name for a file that nobody has opened by one since the file system was
  /// mounted: it says `/` then.
  @Override
  public Optional<String> path(long inode) {
    try (FileDescriptor file = FileHandle.ofInode(directory, (int) inode)) {
      Path link = Path.of("/proc/self/fd", Integer.toString(file.number()));
      String name = Files.readSymbolicLink(link).toString();
      return name.equals("/") ? Optional.empty() : Optional.of(name);
    } catch (IOException goneOrForbidden) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws ErrnoException {
    directory.close();
  }
}
