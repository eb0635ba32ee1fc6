package dev.iotrace.bench;

import dev.iotrace.event.Refusal;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.IoUring;
import java.time.Duration;

/// The calls cannot be made in this way.
public final class EngineRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int HOST = 3;
  private static final String NO_RING = "cannot write by io_uring";
  private static final String USE_SYNC = "use --engine sync";

  private final int exitCode;

  private EngineRefused(int exitCode, String what, String why, String mend) {
    super(what, why, mend);
    this.exitCode = exitCode;
  }

  static EngineRefused depth(int depth) {
    return new EngineRefused(
        USAGE,
        "--depth " + depth,
        "io_uring has 1 to " + IoUring.ENTRIES_MAX + " entries",
        "choose a depth among them");
  }

  /// There is no `IORING_OP_SYNCFS`.
  static EngineRefused syncfs() {
    return new EngineRefused(
        USAGE,
        "--engine io_uring with --sync syncfs",
        "io_uring has no such operation",
        "use --sync fsync or " + USE_SYNC);
  }

  /// More than one call under way without an engine for it.
  public static EngineRefused depthOfSync(int depth) {
    return new EngineRefused(
        USAGE,
        "--depth " + depth,
        "the engine sync makes one call after the other",
        "use --engine io_uring");
  }

  /// Operations were handed to the kernel, and it told of none of them.
  static EngineRefused silent(int operations, String file, Duration patience) {
    return new EngineRefused(
        HOST,
        "waited in vain for "
            + (operations == 1 ? "an operation" : operations + " operations")
            + " by io_uring on "
            + file,
        "for " + patience.toSeconds() + " s the kernel told of none that it was over",
        "look into dmesg for errors of the device, or " + USE_SYNC);
  }

  /// Why the kernel gave no ring, by what `io_uring_setup` failed with.
  static EngineRefused noRing(ErrnoException e, int depth) {
    return noRing(e, depth, HostTree.LIVE.text("proc/sys/kernel/io_uring_disabled").orElse(""));
  }

  /// @param disabled what `kernel.io_uring_disabled` is; empty where there is none (before 6.6)
  static EngineRefused noRing(ErrnoException e, int depth, String disabled) {
    return switch (e.errno()) {
      case Errno.EPERM -> forbidden(e, disabled);
      case Errno.ENOSYS ->
          host(
              "this kernel has no io_uring (before Linux 5.1, or without CONFIG_IO_URING), or a"
                  + " seccomp filter hides it",
              USE_SYNC);
      case Errno.EOPNOTSUPP -> host("this kernel is older than Linux 5.6", USE_SYNC);
      case Errno.ENOMEM ->
          host(
              "there is not enough memory for "
                  + depth
                  + " entries; before Linux 5.12 they count against RLIMIT_MEMLOCK",
              "raise ulimit -l or choose a smaller --depth");
      default -> host(e.getMessage(), USE_SYNC);
    };
  }

  /// `io_uring_allowed`, io_uring/io_uring.c; else a seccomp filter, as Docker has one.
  private static EngineRefused forbidden(ErrnoException e, String disabled) {
    return switch (disabled) {
      case "1" ->
          host(
              "kernel.io_uring_disabled is 1: it is for CAP_SYS_ADMIN and the group"
                  + " kernel.io_uring_group only",
              "run it with sudo, or sysctl kernel.io_uring_disabled=0");
      case "2" ->
          host(
              "kernel.io_uring_disabled is 2: it is for nobody",
              "sysctl kernel.io_uring_disabled=0");
      default ->
          host(
              e.getMessage() + ", probably by a seccomp filter, as containers have one",
              "start the container with --security-opt seccomp=unconfined, or " + USE_SYNC);
    };
  }

  private static EngineRefused host(String why, String mend) {
    return new EngineRefused(HOST, NO_RING, why, mend);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
