package dev.iotrace.write;

import org.junit.jupiter.api.BeforeEach;

/// A test of iotrace as users start it.
abstract class ProgramFixture extends RootFixture {
  Program iotrace;

  @BeforeEach
  void program() throws Exception {
    iotrace = new Program(directory);
  }
}
