package dev.iotrace.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;

/// How a C function is bound and called; knows none of them.
///
/// The handles belong in `static final` fields, where the compiler sees them as constants. None is
/// `critical`: a system call may block, and would hold up every safepoint meanwhile.
@SuppressWarnings("restricted")
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

  /// Where the linker puts errno: one place for each thread, or one thread would read another's.
  private static final ThreadLocal<MemorySegment> CALL_STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private static final Charset PATH_ENCODING =
      Charset.forName(System.getProperty("native.encoding"));

  private Libc() {}

  /// One call of a bound function.
  @FunctionalInterface
  interface Call {
    /// Calls the handle once.
    ///
    /// @param state the first argument of every handle made by [#function]
    /// @return what the function returned; a cast to the C type belongs before `invokeExact`
    long make(MemorySegment state) throws Throwable;
  }

  /// Binds a function that sets errno.
  static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return bind(name, FunctionDescriptor.of(result, arguments), CAPTURE_ERRNO);
  }

  /// Binds a function that sets errno and whose prototype ends in `...`.
  ///
  /// @param fixed how many arguments stand before the dots; those after are passed otherwise on
  ///   some machines
  static MethodHandle variadic(
      int fixed, String name, MemoryLayout result, MemoryLayout... arguments) {
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
    return bind(name, descriptor, CAPTURE_ERRNO, Linker.Option.firstVariadicArg(fixed));
  }

  /// Binds a function that cannot fail, or tells so by its result alone.
  static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... arguments) {
    return bind(name, FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle bind(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Machine.current();
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  /// A path as the kernel has it: in the bytes of the process's locale, as the JVM itself names
  /// files.
  static MemorySegment path(Arena arena, Path path) {
    byte[] name = path.toString().getBytes(PATH_ENCODING);
    MemorySegment terminated = arena.allocate(name.length + 1L);
    MemorySegment.copy(name, 0, terminated, ValueLayout.JAVA_BYTE, 0, name.length);
    return terminated;
  }

  /// Makes the call, again as long as a signal interrupts it.
  ///
  /// @param path what the function is called on: its `toString` is the path of the exception
  /// @return what the function returned, never -1
  /// @throws ErrnoException when it returned -1
  static long call(String function, Object path, Call call) throws ErrnoException {
    return call(function, path, callState(), call);
  }

  /// Makes the call, as above.
  ///
  /// @param state that of this thread
  static long call(String function, Object path, MemorySegment state, Call call)
      throws ErrnoException {
    while (true) {
      long returned = make(call, state);
      if (returned != -1) {
        return returned;
      }
      int errno = (int) ERRNO.get(state, 0L);
      if (errno != Errno.EINTR) {
        throw new ErrnoException(function, path.toString(), errno);
      }
    }
  }

  /// Where this thread's calls leave their errno.
  static MemorySegment callState() {
    return CALL_STATE.get();
  }

  /// Makes the call once: for `close`, which has given the number back even when interrupted.
  static void callOnce(String function, Object path, Call call) throws ErrnoException {
    MemorySegment state = CALL_STATE.get();
    if (make(call, state) == -1) {
      throw new ErrnoException(function, path.toString(), (int) ERRNO.get(state, 0L));
    }
  }

  private static long make(Call call, MemorySegment state) {
    try {
      return call.make(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// What a handle throws is never the function's failure: a wrong argument goes on to the caller,
  /// and anything checked cannot happen.
  static AssertionError unexpected(Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new AssertionError(e);
  }
}
