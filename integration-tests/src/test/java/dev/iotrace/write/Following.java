package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `iotrace run` on a file system of the test's own, and what its report says of processes and
/// files.
final class Following implements AutoCloseable {
  private final Path directory;
  private final Program iotrace;
  private final LoopTarget target;
  private int reports;

  /// On an ext4.
  Following(Path directory) throws IOException, InterruptedException {
    this(directory, LoopExt4.make(directory));
  }

  /// On one with room for a data base.
  static Following large(Path directory) throws IOException, InterruptedException {
    return new Following(directory, LoopExt4.makeOf("512M", directory));
  }

  /// On one that is made and mounted otherwise.
  ///
  /// @param options for mount
  /// @param mkfs further arguments for mkfs.ext4
  static Following on(Path directory, String options, String... mkfs) throws Exception {
    LoopExt4 made = LoopExt4.make(directory, mkfs);
    made.mountAnew(options);
    return new Following(directory, made);
  }

  /// @param target is closed with it
  Following(Path directory, LoopTarget target) throws IOException {
    this.directory = directory;
    this.target = target;
    iotrace = new Program(directory);
  }

  Program iotrace() {
    return iotrace;
  }

  LoopTarget target() {
    return target;
  }

  /// The path of a file on it.
  String at(String name) {
    return target.mountPoint().resolve(name).toString();
  }

  /// Where it is.
  String mountPoint() {
    return target.mountPoint().toString();
  }

  /// Starts it, with a report to that file.
  Process start(Path json, String... command) throws IOException {
    return iotrace.start(arguments(json, List.of("--settle", "sync"), command));
  }

  /// Runs it to whatever end, with a report to that file.
  Ended runWith(String[] options, Path json, String... command)
      throws IOException, InterruptedException {
    return iotrace.run(arguments(json, List.of(options), command));
  }

  private String[] arguments(Path json, List<String> options, String... command) {
    List<String> arguments = new ArrayList<>(List.of("run", "--json", json.toString()));
    arguments.addAll(List.of("--target", mountPoint()));
    arguments.addAll(options);
    arguments.add("--");
    arguments.addAll(List.of(command));
    return arguments.toArray(String[]::new);
  }

  /// The same as [#run(List, String...)], and nothing is left that would be waited for.
  WriteReport settled(String... command) throws IOException, InterruptedException {
    WriteReport report = run(command);
    assertThat(report.json().at("/settled/complete").asBoolean()).isTrue();
    return report;
  }

  WriteReport run(String... command) throws IOException, InterruptedException {
    return run(List.of(), command);
  }

  /// To a good end, which leaves nothing behind. The sums over processes, over files and over
  /// writes are the same, and no more than what the device counted.
  WriteReport run(List<String> more, String... command) throws IOException, InterruptedException {
    Path json = directory.resolve("report-" + ++reports + ".json");
    List<String> options = new ArrayList<>(List.of("--settle", "sync"));
    options.addAll(more);
    DiskStat before = target.stat();
    return finished(iotrace.start(arguments(json, options, command)), json, before);
  }

  /// The same for one that [#start] has started.
  ///
  /// @param before the disk's counters at that time
  WriteReport finished(Process started, Path json, DiskStat before)
      throws IOException, InterruptedException {
    Ended ended = Ended.of(started);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    assertThat(report.number("/audit/device_counter/write_bytes"))
        .isLessThanOrEqualTo(target.stat().minus(before).writeBytes());
    assertThat(sum(processes(report))).isEqualTo(report.number("/settled/device_bytes"));
    assertThat(sum(files(report))).isEqualTo(report.number("/settled/device_bytes"));
    return report;
  }

  private static long sum(List<JsonNode> parts) {
    return WriteReport.sum(parts, it -> it.get("device_bytes").asLong());
  }

  static List<JsonNode> processes(WriteReport report) {
    return report.json().at("/processes").valueStream().toList();
  }

  static List<JsonNode> files(WriteReport report) {
    return report.json().at("/files").valueStream().toList();
  }

  static JsonNode process(WriteReport report, String comm) {
    return processes(report).stream()
        .filter(it -> it.get("comm").asString().equals(comm))
        .findFirst()
        .orElseThrow();
  }

  JsonNode file(WriteReport report, String name) {
    return files(report).stream()
        .filter(it -> it.get("path").asString().equals(at(name)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + files(report)));
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
