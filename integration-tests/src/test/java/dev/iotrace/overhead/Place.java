package dev.iotrace.overhead;

import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/// Where a round of one load takes place: a fresh ext4, and a directory elsewhere for what the
/// tools print.
///
/// @param materials what loads read, made once
/// @param launcher starts iotrace
record Place(Run run, Scratch scratch, Path elsewhere, Path materials, Path launcher) {
  Path target() {
    return scratch.mountPoint();
  }

  /// `loopN`.
  String disk() {
    return String.valueOf(scratch.device().getFileName());
  }

  Path stdout() {
    return elsewhere.resolve("stdout");
  }

  Path stderr() {
    return elsewhere.resolve("stderr");
  }

  Path times() {
    return elsewhere.resolve("times");
  }

  /// The command of a load.
  List<String> command(Load load) {
    return load.command(target(), materials, times());
  }

  /// Starts something whose output is kept.
  ///
  /// @throws NotHere when there is no such program
  Process start(List<String> command) throws NotHere {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(stdout().toFile())
            .redirectError(stderr().toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    try {
      return run.start(builder);
    } catch (IOException e) {
      throw new NotHere(String.valueOf(e.getMessage()));
    }
  }

  /// Runs the load by itself.
  ///
  /// @return how long it took, in seconds
  double time(Load load) throws IOException, InterruptedException {
    Process process =
        run.start(
            new ProcessBuilder(command(load))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT));
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command(load) + " ended with " + process.exitValue());
    }
    return load.seconds(times());
  }
}
