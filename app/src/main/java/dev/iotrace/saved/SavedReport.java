package dev.iotrace.saved;

import dev.iotrace.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A report as `--json` has kept it.
///
/// What a version before this one did not know is missing, and never taken for 0.
///
/// @param file where it stands
/// @param json all of it
public record SavedReport(Path file, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads one.
  ///
  /// @throws SavedRefused when it is none, or of a schema that this version does not know
  public static SavedReport read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      String schema = json.path("schema").asString("");
      if (schema.equals(Report.SCHEMA)) {
        return new SavedReport(file, json);
      }
      throw refused(file, schema);
    } catch (JacksonException e) {
      throw new SavedRefused(file, "it is not one JSON document", "name a report made by --json");
    } catch (IOException e) {
      throw new SavedRefused(file, "it cannot be opened", "name a report made by --json");
    }
  }

  private static SavedRefused refused(Path file, String schema) {
    if (schema.startsWith("iotrace-trace/")) {
      return new SavedRefused(
          file,
          "it is a trace, not a report",
          "make one of it by 'iotrace report FILE --json=NEW'");
    }
    if (schema.startsWith("iotrace-report/")) {
      return new SavedRefused(
          file,
          "its schema is " + schema + ", this version reads " + Report.SCHEMA,
          "use the iotrace that made it, or a newer one");
    }
    return new SavedRefused(
        file,
        schema.isEmpty() ? "it is not a report" : "its schema is " + schema + ", not a report's",
        "name a report made by --json");
  }

  /// Reads a report, or all of a directory (`*.json`), which are runs of the same.
  ///
  /// @return at least one
  /// @throws SavedRefused as [#read]
  public static List<SavedReport> readAll(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(read(place));
    }
    List<SavedReport> reports = new ArrayList<>();
    try (Stream<Path> files = Files.list(place)) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .forEach(file -> reports.add(read(file)));
    } catch (IOException e) {
      throw new SavedRefused(place, "it cannot be listed", "name a report made by --json");
    }
    if (reports.isEmpty()) {
      throw new SavedRefused(place, "there is no .json file in it", "name a report made by --json");
    }
    return reports;
  }

  /// A figure, empty where the report does not know it.
  public OptionalDouble figure(Figure figure) {
    JsonNode value = json.at(figure.pointer());
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  /// Whether the figures are exact: the books close, and all was seen to reach its place, or
  /// nothing was waited for.
  public boolean exact() {
    boolean waitedInVain =
        !json.at("/settled/complete").asBoolean(false)
            && !json.at("/settled/how").asString("").equals("none");
    return verdict().equals("closed") && !waitedInVain && state().equals("complete");
  }

  /// The verdict on its books, as in the report.
  public String verdict() {
    return json.at("/audit/verdict").asString("");
  }

  /// Whether the run went to its end, as in the report.
  public String state() {
    return json.at("/outcome/state").asString("");
  }

  /// Whether each write is known to be durable.
  public boolean allDurable() {
    return json.at("/unlisted/undurable").asLong(0) == 0
        && json.path("writes").valueStream().allMatch(it -> it.path("durable_after_ns").isNumber());
  }

  /// Bytes written to the device by cause and path: `journal commit`.
  public Map<String, Long> bytesByCause() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    for (JsonNode sum : json.path("by_cause")) {
      String name = sum.path("cause").asString("") + ' ' + sum.path("path").asString("");
      bytes.merge(name, sum.path("device_bytes").asLong(0), Long::sum);
    }
    return bytes;
  }

  /// Bytes written to the device for each file that a command changed; empty for the driver's runs.
  public Map<String, Long> bytesByFile() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    for (JsonNode file : json.path("files")) {
      String path = file.path("path").asString("");
      String name = path.isEmpty() ? "(no name)" : path;
      bytes.merge(name, file.path("device_bytes").asLong(0), Long::sum);
    }
    return bytes;
  }

  /// What was chosen or given before the run: where two reports differ here, they are not of the
  /// same experiment.
  public Map<String, String> setting() {
    Map<String, String> setting = new LinkedHashMap<>();
    put(setting, "file system", "/target/file_system/type");
    put(setting, "journal", "/target/file_system/journal");
    put(setting, "block bytes", "/target/file_system/block_bytes");
    put(setting, "mount options", "/target/file_system/mount_options");
    put(setting, "write cache", "/target/device/write_cache");
    put(setting, "FUA", "/target/device/fua");
    put(setting, "kernel", "/host/kernel");
    put(setting, "settle", "/settled/how");
    json.at("/workload/options")
        .propertyStream()
        .forEach(option -> setting.put(option.getKey(), option.getValue().asString("")));
    return setting;
  }

  private void put(Map<String, String> setting, String name, String pointer) {
    JsonNode value = json.at(pointer);
    if (!value.isMissingNode()) {
      setting.put(name, value.isValueNode() ? value.asString("") : value.toString());
    }
  }
}
