package dev.iotrace.syscall;

import java.io.IOException;

/// A C function failed: which, on what, and why.
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String function;
  private final String path;
  private final int errno;

  /// Describes a failure.
  ///
  /// @param function the C function's name
  /// @param path the file it was called on, or what stands for one
  /// @param errno why it failed, see [Errno]
  public ErrnoException(String function, String path, int errno) {
    this.function = function;
    this.path = path;
    this.errno = errno;
  }

  /// `openat /a/b: ENOENT (No such file or directory)`.
  @Override
  public String getMessage() {
    return function + " " + path + ": " + Errno.name(errno) + " (" + Errno.strerror(errno) + ")";
  }

  /// The C function's name: `openat`.
  public String function() {
    return function;
  }

  /// The file it was called on, as it was opened.
  public String path() {
    return path;
  }

  /// The error number, positive.
  public int errno() {
    return errno;
  }
}
