package dev.iotrace.copy;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The built program, as users start it.
final class CopyProgram {
  private static final Path JAR =
      Path.of(System.getProperty("iotrace.root"), "app/target/iotrace.jar");

  private CopyProgram() {}

  /// What starts it, as words of a shell.
  static List<String> command(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:CompileThresholdScaling=5",
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Starts it with SIGINT as a shell's foreground has it: who is started in the background
  /// inherits that it is ignored.
  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(command(arguments));
    return new ProcessBuilder(command).start();
  }

  static Ended run(String... arguments) throws IOException, InterruptedException {
    return Ended.of(start(arguments));
  }
}
