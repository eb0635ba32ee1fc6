package dev.iotrace.write;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `iotrace watch --json` while it runs, and what it has told so far.
final class Watching implements AutoCloseable {
  private static final String METRICS = "metrics at ";

  private final Process process;
  private final BufferedReader stdout;
  private final BufferedReader stderr;
  private final List<JsonNode> intervals = new ArrayList<>();

  private Watching(Process process) {
    this.process = process;
    this.stdout = reader(process.getInputStream());
    this.stderr = reader(process.getErrorStream());
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// Returns when it watches.
  static Watching begin(Program iotrace, Path directory) throws IOException {
    Watching watching =
        new Watching(
            iotrace.start(
                "watch",
                directory.toString(),
                "--json",
                "--interval",
                "300ms",
                "--metrics",
                "127.0.0.1:0"));
    watching.next();
    return watching;
  }

  /// Where it answers Prometheus: `127.0.0.1:PORT`.
  String metrics() throws IOException {
    for (String line = stderr.readLine(); line != null; line = stderr.readLine()) {
      if (line.contains(METRICS)) {
        return line.substring(line.indexOf("//") + 2, line.lastIndexOf('/'));
      }
    }
    throw new AssertionError("it does not tell");
  }

  /// Waits for an interval.
  JsonNode next() throws IOException {
    String line = stdout.readLine();
    if (line == null) {
      throw new AssertionError("it ended: " + stderr.lines().toList());
    }
    JsonNode interval = JsonMapper.shared().readTree(line);
    intervals.add(interval);
    return interval;
  }

  /// An interval that began after this call: what happened before it has been told then. Those that
  /// were not read yet may be many.
  JsonNode settled() throws IOException {
    long nowNs = bootTimeNs();
    JsonNode interval = next();
    while (interval.get("end_ns").asLong() - interval.get("interval_ns").asLong() < nowNs) {
      interval = next();
    }
    return interval;
  }

  /// `CLOCK_BOOTTIME`, in hundredths of a second, rounded up: proc_uptime(5).
  private static long bootTimeNs() throws IOException {
    String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
    return (Long.parseLong(uptime.replace(".", "")) + 1) * 10_000_000;
  }

  /// A figure of all processes of that name, of all intervals.
  long sum(String comm, String figure) {
    return sum(
        interval ->
            interval
                .get("processes")
                .valueStream()
                .filter(it -> it.get("comm").asString().equals(comm))
                .mapToLong(it -> it.get("figures").get(figure).asLong())
                .sum());
  }

  /// Of a file, by its path.
  long ofFile(String path, String figure) {
    return sum(
        interval ->
            interval
                .get("files")
                .valueStream()
                .filter(it -> it.get("path").asString("").equals(path))
                .mapToLong(it -> it.get("figures").get(figure).asLong())
                .sum());
  }

  long sum(ToLongFunction<JsonNode> figure) {
    return intervals.stream().mapToLong(figure).sum();
  }

  /// Ctrl-C; how it ends then.
  int interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Thread.ofVirtual().start(() -> drain(stderr));
    drain(stdout);
    return process.waitFor();
  }

  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException closed) {
      // The same as its end.
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
