package dev.iotrace.copy;

import dev.iotrace.event.Refusal;
import dev.iotrace.report.Words;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import java.nio.file.Path;

/// A copy that cannot be begun, or did not come to its end.
public final class CopyRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  private enum Kind {
    USAGE(2),
    STRATEGY(5),
    FAILED(5);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  private CopyRefused(Kind kind, String what, String why, String mend) {
    super(what, why, mend);
    this.kind = kind;
  }

  /// What was asked for does not go together, or names the wrong file.
  static CopyRefused usage(String what, String why, String mend) {
    return new CopyRefused(Kind.USAGE, what, why, mend);
  }

  /// The source cannot be opened.
  static CopyRefused source(Path source, ErrnoException e) {
    return usage(
        "cannot copy " + source,
        e.errno() == Errno.ENOENT ? "there is no such file" : cause(e),
        "name a file that can be read");
  }

  /// The destination's directory cannot be opened, or the file in it not be made.
  static CopyRefused destination(Path destination, ErrnoException e) {
    return switch (e.errno()) {
      case Errno.ENOENT ->
          usage("cannot make " + destination, "its directory is not there", "make that first");
      case Errno.EEXIST -> exists(destination);
      case Errno.ENOSPC, Errno.EDQUOT, Errno.EIO, Errno.EROFS ->
          new CopyRefused(
              Kind.FAILED, "cannot make " + destination, cause(e), "name another place");
      default -> usage("cannot make " + destination, cause(e), "name another place");
    };
  }

  static CopyRefused exists(Path destination) {
    return usage(
        "cannot make " + destination,
        "it exists, and nothing is overwritten",
        "name a new file, or have it replaced by --force");
  }

  /// The kernel or the file system does not do this for these two files; nothing was copied.
  static CopyRefused cannot(Strategy strategy, String why) {
    return new CopyRefused(
        Kind.STRATEGY, "--strategy " + strategy.word(), why, "take another, or leave it out");
  }

  /// The copy ended early.
  ///
  /// @param mend what the user can do beside
  static CopyRefused stopped(long bytes, long of, Path destination, String why, String mend) {
    String held =
        bytes == 0
            ? destination + " is empty"
            : destination + " holds the first " + Words.number(bytes) + " bytes of the source";
    return new CopyRefused(
        Kind.FAILED,
        "stopped after " + Words.number(bytes) + " of " + Words.number(of) + " bytes",
        why,
        held + ": " + mend);
  }

  /// Files that could be opened cannot be looked at, cut or closed.
  static CopyRefused failed(CopySpec spec, ErrnoException e) {
    return new CopyRefused(
        Kind.FAILED,
        "cannot copy " + spec.source() + " to " + spec.destination(),
        cause(e),
        "the kernel's log may tell more");
  }

  /// All is copied, and may be gone after a power cut.
  static CopyRefused unsafe(Path destination, ErrnoException e) {
    return new CopyRefused(
        Kind.FAILED,
        destination + " is not safe on its device",
        cause(e),
        "copy again when that is mended");
  }

  /// The kernel's reason in its own words.
  static String cause(ErrnoException e) {
    return e.function() + " says " + Errno.name(e.errno()) + " (" + Errno.strerror(e.errno()) + ")";
  }

  /// Whether another strategy may do where this one does not.
  public boolean ofStrategy() {
    return kind == Kind.STRATEGY;
  }

  @Override
  public int exitCode() {
    return kind.exitCode;
  }
}
