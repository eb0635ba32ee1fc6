package dev.iotrace.launcher;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A clone of the project in a directory with a space in its name, cut down to what `./iotrace` and
/// `./check` look at. Its Maven is a script that notes each call and delivers the jar that the real
/// Maven has just built.
final class Clone {
  private static final Path PROJECT = Path.of(System.getProperty("iotrace.root"));

  /// What a JVM says that is a stand-in.
  static final String STARTED = "started";

  /// The JVM of this test, for what only a real one can tell.
  static final Map<String, String> REAL_JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

  private static final List<String> COPIED =
      List.of("iotrace", "check", "config", "pom.xml", "app/pom.xml", "probes/pom.xml");

  /// What the commands use of the system, apart from Maven, Java and a package manager.
  private static final String TOOLS =
      "awk cat chown cp cut dirname env find flock getent grep id mkdir mv readlink rm setpriv sh"
          + " sleep stat tr";

  final Path root;
  private final Path tools;
  private final String standIn;

  Clone(Path directory) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    root = Files.createDirectories(directory.resolve("a clone"));
    tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool : TOOLS.split(" ")) {
      tool(tool, "exec /usr/bin/" + tool + " \"$@\"");
    }
    standIn = javaHome("25", "echo " + STARTED);
    for (String name : COPIED) {
      Files.createDirectories(root.resolve(name).getParent());
      run("cp", "-R", PROJECT.resolve(name).toString(), root.resolve(name).toString());
    }
    Files.createDirectories(source().getParent());
    Files.writeString(source(), "final class Source {}\n");
    Files.createDirectories(root.resolve("probes/bpftrace"));
    Files.createDirectories(root.resolve("probes/bcc"));
    Files.createDirectories(root.resolve("app/target"));
    maven(
        "cp -R '%1$s/iotrace.jar' '%1$s/lib' '%2$s/app/target'"
            .formatted(PROJECT.resolve("app/target"), root));
  }

  Path source() {
    return root.resolve("app/src/main/java/Source.java");
  }

  /// Makes the script into Maven. It speaks on stdout, as Maven does, and takes its time.
  void maven(String script) throws IOException {
    tool("mvn", "echo called >>'" + mavenCalls() + "'; echo Maven speaks; sleep 0.1\n" + script);
  }

  int timesBuilt() throws IOException {
    return Files.exists(mavenCalls()) ? Files.readAllLines(mavenCalls()).size() : 0;
  }

  private Path mavenCalls() {
    return root.resolve("maven-calls");
  }

  void tool(String name, String script) throws IOException {
    executable(tools.resolve(name), script);
  }

  void withoutTool(String name) throws IOException {
    Files.delete(tools.resolve(name));
  }

  /// A JAVA_HOME of that version, whose java is the script.
  String javaHome(String version, String script) throws IOException {
    Path home = Files.createDirectories(tools.resolveSibling("jdk " + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(home.resolve("bin/java"), script);
    executable(home.resolve("bin/javac"), "exit 1");
    return home.toString();
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Ended iotrace(String... arguments) throws IOException, InterruptedException {
    return iotrace(Map.of(), arguments);
  }

  Ended iotrace(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return Ended.of(start(environment, command("iotrace", arguments)));
  }

  String[] command(String name, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = root.resolve(name).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return command;
  }

  /// Runs a command that must succeed.
  void run(String... command) throws IOException, InterruptedException {
    Ended ended = Ended.of(start(Map.of(), command));
    if (ended.exitCode() != 0) {
      throw new IllegalStateException(List.of(command) + ": " + ended.stderr());
    }
  }

  /// Starts a command that sees the tools of this clone, the JDK of this test, and nothing else of
  /// our environment.
  Process start(Map<String, String> environment, String... command) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", tools.toString());
    all.put("HOME", tools.toString());
    all.put("JAVA_HOME", standIn);
    all.putAll(environment);
    ProcessBuilder builder = new ProcessBuilder(command).directory(tools.toFile());
    builder.environment().clear();
    builder.environment().putAll(all);
    return builder.start();
  }
}
