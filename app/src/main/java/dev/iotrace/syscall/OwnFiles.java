package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// A thread whose table of open files is its own.
///
/// The kernel counts a use of an open file at each call on it, by two atomic operations, unless the
/// table has one user only (`fdget`, `__fget_light`, fs/file.c). A JVM has many threads: that was
/// 14 ns of each `pwrite`.
public final class OwnFiles {
  /// `linux/sched.h`.
  private static final int CLONE_FILES = 0x400;

  private static final MethodHandle UNSHARE = Libc.function("unshare", JAVA_INT, JAVA_INT);

  private OwnFiles() {}

  /// Does the work on a new thread, and waits for its end. The thread has the files that are open
  /// now, by the same numbers; what it opens, and what others open meanwhile, the other does not
  /// have. Where the system forbids
  /// [unshare(2)](https://man7.org/linux/man-pages/man2/unshare.2.html), as a container may, it
  /// shares them like all others.
  ///
  /// @param work starts no process and leaves no file open
  /// @throws RuntimeException what the work threw
  public static <T> T call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("iotrace-calls")
        .start(
            () -> {
              try {
                unshare();
                result.complete(work.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    try {
      return result.join(); // an interrupt is not for it
    } catch (CompletionException e) {
      throw Libc.unexpected(Objects.requireNonNull(e.getCause()));
    }
  }

  private static void unshare() {
    try {
      Libc.call("unshare", "files", state -> (int) UNSHARE.invokeExact(state, CLONE_FILES));
    } catch (ErrnoException forbidden) {
      // As fast as any thread.
    }
  }
}
