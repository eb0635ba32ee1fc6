package dev.iotrace.cli;

import dev.iotrace.registry.Registry;
import dev.iotrace.scratch.SystemRemover;

/// Removes what runs that were killed have left behind, as the next command would: the package runs
/// it before the program goes.
final class Leftovers {
  private Leftovers() {}

  static void main() {
    Registry.open(Registry.defaultDirectory(), new SystemRemover())
        .removeStale()
        .forEach(removal -> System.err.println("iotrace: " + removal.describe()));
  }
}
