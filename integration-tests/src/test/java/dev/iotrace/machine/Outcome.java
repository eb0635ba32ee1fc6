package dev.iotrace.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came out of a machine.
record Outcome(Suite suite, Path out) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Whether the plan was carried out to its end.
  boolean complete() throws IOException {
    Path console = out.resolve("console.txt");
    return Files.exists(console) && Files.readString(console).endsWith("done\n");
  }

  String kernel() throws IOException {
    return Files.readString(out.resolve("kernel")).strip();
  }

  String bpftrace() throws IOException {
    return Files.readString(out.resolve("bpftrace")).strip().replaceFirst(".*v", "");
  }

  boolean hasReport(Cell cell, Experiment experiment) throws IOException {
    Path json = out.resolve(cell.file(experiment.word) + ".json");
    return Files.exists(json) && Files.size(json) > 0;
  }

  JsonNode report(Cell cell, Experiment experiment) throws IOException {
    return JSON.readTree(Files.readString(out.resolve(cell.file(experiment.word) + ".json")));
  }

  /// What the benchmark found in that cell.
  JsonNode benchmark(Cell cell) throws IOException {
    String name = cell.file(Plan.DSYNC);
    if (!Files.readString(out.resolve(name + ".rc")).strip().equals("0")) {
      throw new AssertionError(name + ": " + stderr(name));
    }
    return JSON.readTree(Files.readString(out.resolve(name + ".json")));
  }

  /// What `iotrace doctor --json` said, which found that all works.
  JsonNode doctor() throws IOException {
    if (!Files.readString(out.resolve("doctor.rc")).strip().equals("0")) {
      throw new AssertionError("doctor: " + stderr("doctor"));
    }
    return JSON.readTree(Files.readString(out.resolve("doctor.json")));
  }

  /// What is wrong with a run, in words; empty when it is as it must be. Where the kernel does not
  /// show causes, the totals must be right, and the run must not claim more.
  List<String> faults(Cell cell, Experiment experiment) throws IOException {
    String name = cell.file(experiment.word);
    String exitCode = Files.readString(out.resolve(name + ".rc")).strip();
    if (!hasReport(cell, experiment)) {
      return List.of("exit code " + exitCode + ": " + stderr(name));
    }
    List<String> faults = new ArrayList<>();
    JsonNode report = report(cell, experiment);
    String expectedCode = cell.obstacle(suite).isEmpty() ? "0" : "4";
    if (!exitCode.equals(expectedCode)) {
      faults.add("exit code " + exitCode + ": " + stderr(name));
    }
    expect(faults, report, "/audit/verdict", "closed");
    expect(faults, report, "/audit/lost_events", "0");
    expect(faults, report, "/logical/bytes", String.valueOf(experiment.bytes));
    expect(faults, report, "/audit/traced", report.at("/audit/device_counter").toString());
    if (cell.obstacle(suite).isPresent()) {
      return faults;
    }
    expect(faults, report, "/audit/attribution/inferred", "0");
    expect(faults, report, "/unattributed/requests", "0");
    expect(faults, report, "/settled/complete", "true");
    if (cell.layer() != Cell.Layer.RAID1) {
      expect(faults, report, "/target/device/write_cache", "" + cell.disk().writeCache);
      expect(faults, report, "/target/device/fua", "" + cell.disk().fua);
    }
    return faults;
  }

  private String stderr(String name) throws IOException {
    return Files.readString(out.resolve(name + ".err")).strip();
  }

  private static void expect(List<String> faults, JsonNode report, String at, String expected) {
    JsonNode node = report.at(at);
    String found = node.isString() ? node.asString() : node.toString();
    if (!found.equals(expected)) {
      faults.add(at + " is " + found + ", not " + expected);
    }
  }
}
