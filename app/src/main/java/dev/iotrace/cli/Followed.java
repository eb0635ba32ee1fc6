package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Who is followed with all it starts, on each of its file systems: a command of the user's, or a
/// process that runs already. It is closed when all is over.
interface Followed extends AutoCloseable {
  /// Process id.
  int processId();

  /// What a trace says of it: option name to value.
  Map<String, String> options();

  /// Who watches, on one file system, which of its processes may go on when it has ended; empty
  /// when that is not ours to tell.
  Optional<Survivors> survivors();

  /// Has it do what it does while we look on, to the end. The probes are attached.
  ///
  /// @param events told of each thing that only iotrace knows
  void run(Consumer<IoEvent> events) throws InterruptedException;

  /// The user wants it to end, and may say so again. From any thread, at any time.
  void cancel();

  /// Takes away what is to be taken away.
  @Override
  void close();
}
