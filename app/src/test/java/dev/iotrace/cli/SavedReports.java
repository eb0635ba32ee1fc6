package dev.iotrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reports of recorded traces as files, as `--json` leaves them, and changed by hand.
final class SavedReports {
  private SavedReports() {}

  static Path keep(String folder, Path directory, String name) throws IOException {
    return Files.copy(TraceFolder.of(folder).expected(), directory.resolve(name));
  }

  /// With another number of bytes written to the device.
  static Path keep(String folder, Path directory, String name, long deviceBytes)
      throws IOException {
    JsonNode report = JsonMapper.shared().readTree(TraceFolder.of(folder).expected().toFile());
    ((ObjectNode) report.path("settled")).put("device_bytes", deviceBytes);
    return Files.writeString(directory.resolve(name), report.toString());
  }
}
