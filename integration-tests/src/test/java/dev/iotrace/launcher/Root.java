package dev.iotrace.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Tests that only root can run.
final class Root {
  private Root() {}

  static void required() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root; run: sudo ./check");
  }
}
