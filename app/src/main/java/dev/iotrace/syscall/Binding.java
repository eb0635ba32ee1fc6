package dev.iotrace.syscall;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;

/// Binding the C functions takes the JVM longer than reading a command line: those who will need
/// them may have it begun beforehand.
public final class Binding {
  private static final List<Class<?>> FIRST_NEEDED =
      List.of(Time.class, Stat.class, Vfs.class, Fcntl.class, Unistd.class, ProcessIds.class);

  private static final List<Class<?>> FOR_COPYING =
      List.of(Stat.class, Fcntl.class, Unistd.class, Mman.class, Sendfile.class, Clone.class);

  private Binding() {}

  /// Begins it on a thread of its own.
  public static void begin() {
    Thread.ofPlatform().daemon().name("iotrace-binding").start(() -> bind(FIRST_NEEDED));
  }

  /// Binds, before it returns, what copies files, so that the time of a copy is its own.
  public static void forCopying() {
    bind(FOR_COPYING);
  }

  private static void bind(List<Class<?>> needed) {
    Lookup lookup = MethodHandles.lookup();
    for (Class<?> functions : needed) {
      try {
        lookup.ensureInitialized(functions);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("not of this package: " + functions, e);
      }
    }
  }
}
