package dev.iotrace.scratch;

import dev.iotrace.event.Distribution;
import dev.iotrace.registry.Run;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The program that makes the file system.
///
/// @param program its path
record Mkfs(Path program, ScratchSpec spec) {
  /// Where Debian keeps it, though a user's PATH may lack it.
  private static final List<String> ALWAYS = List.of("/usr/sbin", "/sbin");

  /// Finds the program.
  ///
  /// @throws ScratchRefused when it is not installed
  static Mkfs find(ScratchSpec spec) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    List<String> directories = new ArrayList<>(List.of(path.split(File.pathSeparator)));
    directories.addAll(ALWAYS);
    return find(spec, directories);
  }

  static Mkfs find(ScratchSpec spec, List<String> directories) {
    String name = spec.type().program();
    Stream<Path> places =
        directories.stream().filter(it -> !it.isEmpty()).map(it -> Path.of(it, name));
    return places
        .filter(Files::isExecutable)
        .findFirst()
        .map(it -> new Mkfs(it, spec))
        .orElseThrow(
            () ->
                ScratchRefused.host(
                    cannot(spec),
                    name + " is not installed",
                    Distribution.at(Path.of("/")).install(spec.type().packageName())));
  }

  /// Runs it on the device and waits for its end.
  void run(Run run, Path device) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(spec.type().arguments(spec.mkfs()));
    command.add(device.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("LC_ALL", "C");
    Process process = run.start(builder);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = await(process);
    if (exitCode != 0) {
      throw failed(exitCode, output);
    }
  }

  private ScratchRefused failed(int exitCode, String output) {
    String words = output.isBlank() ? "" : ": " + output.strip().replaceAll("\\s+", " ");
    String why =
        String.join(" ", program.getFileName().toString(), "ended with " + exitCode) + words;
    return spec.mkfs().isEmpty()
        ? ScratchRefused.host(cannot(spec), why, "ask for another size= or dir=")
        : ScratchRefused.usage(cannot(spec), why, "mend the arguments of mkfs=");
  }

  private static String cannot(ScratchSpec spec) {
    return "cannot make a scratch " + spec.type().word();
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
