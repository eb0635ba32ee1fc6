package dev.iotrace.overhead;

import dev.iotrace.overhead.Tool.Losses;
import dev.iotrace.overhead.Tool.Observed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The tools that are compared, each as its users start it.
final class Tools {
  private static final String BPFTRACE_LOST = "^Lost (\\d+) events";

  private Tools() {}

  /// All of them, the one that does nothing first.
  static List<Tool> all(Path launcher) throws IOException, InterruptedException {
    boolean watch = helpSays(launcher, "watch", "Usage: iotrace watch");
    boolean detail = helpSays(launcher, "run", "--detail");
    return List.of(
        new Tool.Nobody(),
        watch ? watch() : new Absent("iotrace watch"),
        run("iotrace run"),
        detail
            ? run("iotrace run --detail summary", "--detail", "summary")
            : new Absent("iotrace run --detail summary"),
        run(
            "iotrace run --detail writes",
            detail ? new String[] {"--detail", "writes"} : new String[0]),
        biosnoop("biosnoop.bt of bpftrace", "/usr/sbin/biosnoop.bt"),
        ownBiosnoop(),
        new Tool.Beside(
            "biosnoop of bcc",
            place -> List.of("biosnoop-bpfcc", "--disk", place.disk()),
            Tools::hasHeader,
            Losses.printed(Place::stderr, "(?i)lost (\\d+) (?:samples|events)")),
        blktrace(),
        new Tool.Starting(
            "strace -f",
            place -> List.of("strace", "-f", "-o", place.elsewhere().resolve("strace").toString()),
            _ -> Observed.NEVER));
  }

  /// Whether the help for a command of this iotrace has a text in it.
  static boolean helpSays(Path launcher, String command, String text)
      throws IOException, InterruptedException {
    return Shell.run(launcher.toString(), command, "--help").contains(text);
  }

  private static Tool run(String name, String... options) {
    return new Tool.Starting(
        name,
        place -> {
          List<String> command = new ArrayList<>(List.of(place.launcher().toString(), "run"));
          command.addAll(List.of("--target", place.target().toString(), "--settle", "sync"));
          command.addAll(List.of("--timeout", "20s")); // in vain, when a line was lost
          command.addAll(List.of("--as-root", "--quiet", "--json", report(place).toString()));
          command.addAll(List.of(options));
          command.add("--");
          return command;
        },
        Tools::lostByReport);
  }

  private static Path report(Place place) {
    return place.elsewhere().resolve("report");
  }

  private static long lostByReport(Place place) throws IOException {
    return ReportTail.audit(report(place)).get("lost_events").asLong();
  }

  private static Tool watch() {
    return new Tool.Beside(
        "iotrace watch",
        place -> List.of(place.launcher().toString(), "watch", place.target().toString()),
        place -> Files.size(place.stdout()) > 0,
        Losses.printed(Place::stderr, "(\\d+) events? lost"));
  }

  private static Tool biosnoop(String name, String script) {
    return new Tool.Beside(
        name,
        _ -> List.of("bpftrace", "-B", "line", script),
        Tools::hasHeader,
        Losses.printed(Place::stderr, BPFTRACE_LOST));
  }

  /// What biosnoop prints, by the tracepoints that it knows in later versions: for kernels without
  /// kprobes.
  private static Tool ownBiosnoop() {
    String line = "printf(\"%-12u %-16s %-6d %7d\\n\", elapsed / 1000000, ";
    String script =
        "BEGIN { printf(\"TIME(ms) COMM PID LAT(us)\\n\"); }"
            + " tracepoint:block:block_io_start {"
            + " @start[args->dev, args->sector] = nsecs; @pid[args->dev, args->sector] = pid;"
            + " @comm[args->dev, args->sector] = comm; }"
            + " tracepoint:block:block_io_done /@start[args->dev, args->sector] != 0/ { "
            + line
            + "@comm[args->dev, args->sector], @pid[args->dev, args->sector],"
            + " (nsecs - @start[args->dev, args->sector]) / 1000);"
            + " delete(@start[args->dev, args->sector]); delete(@pid[args->dev, args->sector]);"
            + " delete(@comm[args->dev, args->sector]); }"
            + " END { clear(@start); clear(@pid); clear(@comm); }";
    return new Tool.Beside(
        "biosnoop's lines by tracepoints",
        _ -> List.of("bpftrace", "-B", "line", "-e", script),
        Tools::hasHeader,
        Losses.printed(Place::stderr, BPFTRACE_LOST));
  }

  /// bpftrace prints what BEGIN says when all probes are attached.
  private static boolean hasHeader(Place place) throws IOException {
    return Files.readString(place.stdout(), StandardCharsets.ISO_8859_1).contains("TIME");
  }

  private static Tool blktrace() {
    return new Tool.Beside(
        "blktrace",
        place ->
            List.of(
                "blktrace",
                "--dev=/dev/" + place.disk(),
                "--output-dir=" + place.elsewhere().resolve("blktrace")),
        Tools::isBlktraceWriting,
        Losses.printed(Place::stdout, "Total:.*dropped (\\d+)"));
  }

  /// Its threads have opened what they read when the files are there that they write.
  private static boolean isBlktraceWriting(Place place) throws IOException {
    Path last = place.elsewhere().resolve("blktrace").resolve(place.disk() + ".blktrace.0");
    Path enabled = Path.of("/sys/block", place.disk(), "trace/enable");
    return Files.exists(last) && Files.readString(enabled).strip().equals("1");
  }

  /// One that this iotrace has not got.
  record Absent(String name) implements Tool {
    @Override
    public Observed observe(Load load, Place place) throws NotHere {
      throw new NotHere("NOT THERE: this iotrace has no such command or option");
    }
  }
}
