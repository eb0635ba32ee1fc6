package dev.iotrace.cli;

import dev.iotrace.bench.Engine;
import dev.iotrace.bench.EngineRefused;
import dev.iotrace.workload.Sync;
import picocli.CommandLine.Option;

/// Who makes the calls of a benchmark, and how many at once.
final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "sync|io_uring",
      description =
          "Who makes the calls: one system call after the other, or io_uring."
              + " Default: ${DEFAULT-VALUE}.")
  String engine = Engine.Synchronous.WORD;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description =
          "Writes under way at once, with --engine io_uring. Each is followed by its own --sync,"
              + " while the others go on. Default: ${DEFAULT-VALUE}.")
  int depth = 1;

  /// What the options say.
  ///
  /// @param sync the call after each write
  /// @throws dev.iotrace.event.Refusal when they make no sense, or this host cannot do it
  Engine engine(Sync sync) {
    Engine chosen =
        switch (engine) {
          case Engine.Synchronous.WORD -> oneAfterTheOther();
          case Engine.Ring.WORD -> new Engine.Ring(depth);
          default ->
              throw new OptionRefused(
                  "--engine " + engine,
                  "there is no such value",
                  "use one of " + Engine.Synchronous.WORD + ", " + Engine.Ring.WORD);
        };
    chosen.require(sync);
    return chosen;
  }

  private Engine oneAfterTheOther() {
    if (depth != 1) {
      throw EngineRefused.depthOfSync(depth);
    }
    return new Engine.Synchronous();
  }
}
