package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.filesystem.Target;
import dev.iotrace.registry.Run;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What is traced: the writes of our driver, or a command. It is made before the probes are, does
/// nothing until they are attached, and is closed when all is over.
interface Work extends AutoCloseable {
  /// How it is made, when it is known where.
  @FunctionalInterface
  interface Making {
    Work make(Target target, Run run) throws IOException, InterruptedException;
  }

  /// The thread, or the process, that the probes follow.
  int threadId();

  /// What the trace says of it.
  TraceHeader.Workload described();

  /// What stands on the file system before, as far as it matters. The probes are attached.
  List<IoEvent> before() throws IOException;

  /// Does it, to its end.
  ///
  /// @param events told of each thing it does, in its own time
  /// @return what went wrong, in words; empty when nothing did
  String run(Consumer<IoEvent> events) throws IOException, InterruptedException;

  /// Told of each event of the trace, in order.
  default void saw(IoEvent event) {}

  /// The user wants it to end, and may say so again. From any thread, at any time.
  void cancel();

  /// What the reader of the report should know when it is over.
  List<IoEvent> after() throws IOException;

  /// Takes away what is to be taken away.
  @Override
  void close() throws IOException;
}
