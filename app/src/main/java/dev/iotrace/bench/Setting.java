package dev.iotrace.bench;

import dev.iotrace.workload.Pattern;
import org.jspecify.annotations.Nullable;

/// What makes a cell another than its neighbours.
///
/// @param mode how the bytes become safe: `BUFFERED`, `O_DIRECT`, `FDATASYNC+O_DIRECT`
/// @param strategy how a file is copied; null for what is no copy
/// @param engine who makes the calls: `sync`, `io_uring`
/// @param queueDepth how many are under way at once
public record Setting(
    String mode,
    @Nullable String strategy,
    String engine,
    int queueDepth,
    Pattern pattern,
    long blockBytes) {

  /// One call after the other.
  public static Setting sync(String mode, Pattern pattern, long blockBytes) {
    return of(new Engine.Synchronous(), mode, pattern, blockBytes);
  }

  /// Writes by an engine.
  public static Setting of(Engine engine, String mode, Pattern pattern, long blockBytes) {
    return new Setting(mode, null, engine.word(), engine.depth(), pattern, blockBytes);
  }
}
