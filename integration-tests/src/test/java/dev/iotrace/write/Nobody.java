package dev.iotrace.write;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An ordinary user, with a copy of the program in a place that they can read.
final class Nobody {
  private static final List<String> PREFIX = List.of("runuser", "-u", "nobody", "--");

  private final Path jar;

  private Nobody(Path jar) {
    this.jar = jar;
  }

  /// @param directory the test's; everybody may pass through it from now on
  static Nobody of(Path directory) throws IOException, InterruptedException {
    Path copy = Files.createDirectory(directory.resolve("program"));
    RealKernel.run(
        "cp",
        "-R",
        Program.BUILT.resolve("iotrace.jar").toString(),
        Program.BUILT.resolve("lib").toString(),
        copy.toString());
    RealKernel.run("chmod", "-R", "a+rX", copy.toString());
    RealKernel.run("chmod", "a+x", directory.toString());
    return new Nobody(copy.resolve("iotrace.jar"));
  }

  void mayRead(Path file) throws IOException, InterruptedException {
    RealKernel.run("chmod", "a+r", file.toString());
  }

  Ended run(Program program, String... arguments) throws IOException, InterruptedException {
    return Ended.of(program.start(PREFIX, jar, arguments));
  }
}
