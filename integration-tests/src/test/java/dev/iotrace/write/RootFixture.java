package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A test that needs root, side by side with others. Each method has a directory of its own, which
/// stays when it fails.
@Execution(ExecutionMode.CONCURRENT)
abstract class RootFixture {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  /// The same without symbolic links, as reports name it.
  Path directory;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void resolveDirectory() throws Exception {
    directory = temporary.toRealPath();
  }
}
