package dev.iotrace.write;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A test of `iotrace run`, with a file system of its own for each method: an ext4, unless it says
/// otherwise.
abstract class RunFixture extends RootFixture {
  Following command;

  /// Where a report goes whose place the test names.
  Path json;

  @BeforeEach
  void makeTarget() throws Exception {
    command = following();
    json = directory.resolve("report.json");
  }

  @AfterEach
  void removeTarget() throws Exception {
    command.close();
  }

  Following following() throws Exception {
    return new Following(directory);
  }
}
