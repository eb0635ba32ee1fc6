package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.HostState;
import dev.iotrace.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The built program. It keeps its registry and its scratch images below one directory of the test,
/// and all that it starts carries a mark, so that nothing it leaves behind stays unseen.
final class Program {
  /// The program and, beside it, its libraries.
  static final Path BUILT = Path.of(System.getProperty("iotrace.root"), "app/target");

  private static final Path JAR = BUILT.resolve("iotrace.jar");

  /// How config/start.sh has the JVM begin, as far as it costs time: a third less than without.
  static final List<String> AS_STARTED =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:CompileThresholdScaling=5");

  private static final String MARK = "IOTRACE_TEST";
  private static final long HANGING_MINUTES = 10;

  /// What is remembered from run to run on purpose.
  private static final String CAPABILITIES = "bpftrace.properties";

  private final Path directory;
  private final Path images;
  private final Path runs;
  private final Map<String, String> environment = new HashMap<>();
  private int traces;

  /// @param directory on a disk
  Program(Path directory) throws IOException {
    this.directory = directory;
    images = Files.createDirectory(directory.resolve("images"));
    runs = directory.resolve("run");
    environment.put(Registry.DIRECTORY_VARIABLE, runs.toString());
    environment.put("TMPDIR", images.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put(MARK, UUID.randomUUID().toString());
  }

  /// Sets a variable of its environment.
  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Where its scratch images are.
  Path images() {
    return images;
  }

  /// The value of `--scratch` for a small ext4 with blocks as large as pages.
  String scratch(String options) {
    return "ext4,size=64m,dir=" + images + ",mkfs=-b 4096" + options;
  }

  Process start(String... arguments) throws IOException {
    return start(List.of(), JAR, arguments);
  }

  /// @param prefix a command that starts another: runuser for example
  Process start(List<String> prefix, Path jar, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    // Who is started in the background inherits that SIGINT is ignored, and the JVM then leaves it
    // so.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(AS_STARTED);
    command.add("-XX:-MaxFDLimit");
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread.ofVirtual().start(() -> endHanging(process));
    return process;
  }

  private static void endHanging(Process process) {
    try {
      if (!process.waitFor(HANGING_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    return Ended.of(start(arguments));
  }

  /// Runs `iotrace write` to its end, which must be a good one, and leave nothing but the trace.
  WriteReport write(String... options) throws IOException, InterruptedException {
    Path trace = directory.resolve("trace-" + ++traces + ".jsonl.gz");
    List<String> arguments =
        new ArrayList<>(List.of("write", "--json", "--trace", trace.toString()));
    arguments.addAll(List.of(options));
    Ended ended = run(arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as("%s%s", ended.stderr(), audit(ended)).isZero();
    assertThat(left()).isEmpty();
    return WriteReport.of(ended.stdout());
  }

  /// The same in a directory of somebody else's.
  ///
  /// @param options between blanks
  WriteReport write(String options, Path target) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.addAll(List.of("--target", target.toString()));
    return write(all.toArray(String[]::new));
  }

  /// That line of the report.
  private static String audit(Ended ended) {
    return ended.stdout().lines().filter(it -> it.contains("\"audit\"")).findFirst().orElse("");
  }

  /// What it left behind: processes, mounts, loop devices, files, registry entries; a line each.
  List<String> left() throws IOException {
    List<String> found = new ArrayList<>(HostState.below(images));
    if (Files.exists(runs)) {
      try (Stream<Path> entries = Files.list(runs)) {
        entries.map(Path::toString).filter(it -> !it.endsWith(CAPABILITIES)).forEach(found::add);
      }
    }
    ProcessHandle.allProcesses()
        .filter(this::isMarked)
        .map(it -> it.pid() + " " + it.info().commandLine().orElse(""))
        .forEach(found::add);
    return found;
  }

  /// The processes that carry the mark and run this program.
  List<ProcessHandle> children(String name) {
    return ProcessHandle.allProcesses()
        .filter(this::isMarked)
        .filter(it -> it.info().command().orElse("").endsWith("/" + name))
        .toList();
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      String all = Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"));
      return List.of(all.split("\0")).contains(MARK + "=" + environment.get(MARK));
    } catch (IOException goneOrNotText) {
      return false;
    }
  }
}
