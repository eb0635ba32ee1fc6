package dev.iotrace.scratch;

import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import java.io.IOException;
import java.nio.file.Path;

/// A process that makes a scratch file system, says so, and waits to be killed.
///
/// Arguments: the run directory, a scratch specification.
final class HoldScratch {
  private HoldScratch() {}

  public static void main(String[] arguments) throws IOException {
    Run run = Registry.open(Path.of(arguments[0]), new SystemRemover()).begin();
    Scratch scratch = Scratch.create(ScratchSpec.parse(arguments[1]), run);
    Process child = run.start(new ProcessBuilder("sleep", "600"));
    System.out.println(scratch.mountPoint());
    System.out.println(child.pid());
    int endOfInput = System.in.read();
    System.exit(endOfInput);
  }
}
