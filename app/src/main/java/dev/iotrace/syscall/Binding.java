package dev.iotrace.syscall;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;

/// Binding the C functions takes the JVM longer than reading a command line: those who will need
/// them may have it begun beforehand.
public final class Binding {
  private static final List<Class<?>> FIRST_NEEDED =
      List.of(Time.class, Stat.class, Vfs.class, Fcntl.class, Unistd.class, ProcessIds.class);

  private Binding() {}

  /// Begins it on a thread of its own.
  public static void begin() {
    Thread.ofPlatform().daemon().name("iotrace-binding").start(Binding::bindAll);
  }

  private static void bindAll() {
    Lookup lookup = MethodHandles.lookup();
    for (Class<?> functions : FIRST_NEEDED) {
      try {
        lookup.ensureInitialized(functions);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("not of this package: " + functions, e);
      }
    }
  }
}
