package dev.iotrace.bench;

import dev.iotrace.event.Refusal;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import org.jspecify.annotations.Nullable;

/// A benchmark cannot be run as asked.
public final class BenchRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int HOST = 3;
  private static final int WORKLOAD_FAILED = 5;

  private final int exitCode;

  private BenchRefused(int exitCode, String what, String why, String mend) {
    super(what, why, mend);
    this.exitCode = exitCode;
  }

  /// What was asked for does not go together.
  public static BenchRefused usage(String what, String why, String mend) {
    return new BenchRefused(USAGE, what, why, mend);
  }

  /// The host or the file system cannot do it.
  public static BenchRefused host(String what, String why, String mend) {
    return new BenchRefused(HOST, what, why, mend);
  }

  /// A call that a benchmark needs besides those that it measures has failed.
  public static BenchRefused workload(String what, @Nullable String why, String mend) {
    return new BenchRefused(WORKLOAD_FAILED, what, String.valueOf(why), mend);
  }

  /// The file to write into could not be made ready.
  static BenchRefused unprepared(ErrnoException e) {
    int errno = e.errno();
    boolean full = errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.EFBIG;
    return new BenchRefused(
        WORKLOAD_FAILED,
        "cannot make the file to write into",
        e.getMessage(),
        full ? "write less, or choose another --target" : "choose another --target");
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
