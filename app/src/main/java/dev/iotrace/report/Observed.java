package dev.iotrace.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// With what, and on what, the figures were observed: without that they mean nothing.
public final class Observed {
  private Observed() {}

  static List<String> lines(Report report, int columns) {
    List<String> lines = new ArrayList<>();
    facts(report)
        .forEach(
            (label, text) -> {
              String head = label + " ".repeat(15 - label.length());
              lines.addAll(Prose.wrap(head, SafeText.of(text), columns));
            });
    return lines;
  }

  /// Label to text, without those that have none. Names are as others chose them.
  static Map<String, String> facts(Report report) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("observed with", tool(report.tool()));
    facts.put("kernel", host(report.host()));
    facts.put("file system", fileSystem(report.target().fileSystem()));
    facts.put("device", device(report.target().device()));
    facts.put("flushes", String.join("; ", report.target().device().flushing()));
    facts.put("file", report.workload().file());
    facts.put("workload", workload(report.workload()));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  /// `iotrace 0.1.0, bpftrace 0.23.2, writes by fentry:vfs_write`
  public static String tool(Report.Tool tool) {
    return String.join(
        " ",
        "iotrace",
        tool.version() + ",",
        tool.backend(),
        tool.backendVersion() + ",",
        "writes by",
        tool.logicalProbe());
  }

  /// `6.18.0 amd64, 2 CPUs`
  public static String host(Report.Host host) {
    return host.kernel() + " " + host.arch() + ", " + Words.count(host.cpus(), "CPU");
  }

  /// Type, journal, blocks, mount options.
  public static String fileSystem(Target.FileSystem system) {
    String journal = system.journal().isEmpty() ? "" : ", journal " + system.journal();
    return system.type()
        + journal
        + ", blocks of "
        + Words.count(system.blockBytes(), "byte")
        + ", mounted "
        + String.join(",", system.mountOptions());
  }

  private static String device(Target.Device device) {
    return device.name()
        + " ("
        + device.number()
        + "), "
        + deviceKind(device)
        + (device.stack().size() > 1 ? "; " + String.join(" > ", device.stack()) : "");
  }

  /// What matters of a device that may have another name tomorrow.
  public static String deviceKind(Target.Device device) {
    return "sectors of "
        + Words.count(device.logicalSectorBytes(), "byte")
        + (device.writeCache() ? ", write-back cache" : ", no write cache")
        + (device.fua() ? ", FUA" : ", no FUA");
  }

  private static String workload(Report.Workload workload) {
    return options(workload.options());
  }

  /// `bytes 4, count 1`
  public static String options(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> option.getKey() + " " + option.getValue())
        .collect(Collectors.joining(", "));
  }
}
