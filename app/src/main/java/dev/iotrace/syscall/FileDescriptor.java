package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// An open file, and the duty to close it. It remembers the name under which it was opened, for
/// messages.
///
/// Any thread may use it; the one that closes it must know that no other is still calling.
public final class FileDescriptor implements AutoCloseable {
  /// `AT_FDCWD` (`linux/fcntl.h`): paths are relative to the process's working directory.
  public static final FileDescriptor WORKING_DIRECTORY =
      new FileDescriptor(-100, "the working directory");

  /// The program's own, which nobody closes.
  public static final FileDescriptor STDOUT = new FileDescriptor(1, "stdout");

  /// The program's own, which nobody closes.
  public static final FileDescriptor STDERR = new FileDescriptor(2, "stderr");

  private static final MethodHandle CLOSE = Libc.function("close", JAVA_INT, JAVA_INT);

  private static final int CLOSED = -1;

  private final String name;
  private volatile int number;

  FileDescriptor(int number, String name) {
    this.number = number;
    this.name = name;
  }

  /// The number that the kernel gave.
  ///
  /// @throws IllegalStateException after [#close()]: the number may be another file's by now
  public int number() {
    int open = number;
    if (open == CLOSED) {
      throw new IllegalStateException(name + " is closed");
    }
    return open;
  }

  /// `int close(int fd)`, [close(2)](https://man7.org/linux/man-pages/man2/close.2.html).
  ///
  /// Reports what the kernel reports here for the last time: a failed earlier write. The number is
  /// given back all the same. A second close does nothing.
  @Override
  public void close() throws ErrnoException {
    int open;
    synchronized (this) {
      open = number;
      number = CLOSED;
    }
    if (open != CLOSED) {
      Libc.callOnce("close", name, state -> (int) CLOSE.invokeExact(state, open));
    }
  }

  /// What messages call a file opened relative to this directory.
  String child(Path path) {
    return this == WORKING_DIRECTORY ? path.toString() : Path.of(name).resolve(path).toString();
  }

  /// The name under which it was opened.
  @Override
  public String toString() {
    return name;
  }
}
