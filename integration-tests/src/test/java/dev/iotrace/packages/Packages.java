package dev.iotrace.packages;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The packages of the built program, as `./check package` makes them.
record Packages(Path deb, Path archive) {
  private static final Path ROOT = Path.of(System.getProperty("iotrace.root"));

  /// Makes them, in an environment and with a umask of its own.
  static Packages make(Path directory, String umask, Map<String, String> environment)
      throws IOException, InterruptedException {
    String script = ROOT.resolve("config/package.sh").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh", "-c", "umask " + umask + "; exec \"$@\"", "sh", script, directory.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Ended ended = Ended.of(builder.start());
    if (ended.exitCode() != 0) {
      throw new AssertionError(script + ": " + ended.stderr());
    }
    List<Path> made = ended.stdout().lines().map(Path::of).toList();
    return new Packages(made.getFirst(), made.getLast());
  }

  Stream<Path> files() {
    return Stream.of(deb, archive);
  }

  /// What is to be installed from the package, as tar lists it.
  String listing() throws IOException, InterruptedException {
    return Ended.of(new ProcessBuilder("dpkg-deb", "--contents", deb.toString()).start()).stdout();
  }

  /// A field of the package's control file.
  String field(String name) throws IOException, InterruptedException {
    return Ended.of(new ProcessBuilder("dpkg-deb", "--field", deb.toString(), name).start())
        .stdout()
        .strip();
  }

  /// Unpacks the archive below the directory, and gives the command in it.
  Path unpack(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    ProcessBuilder tar =
        new ProcessBuilder("tar", "-C", directory.toString(), "-xf", archive.toString());
    Ended ended = Ended.of(tar.start());
    if (ended.exitCode() != 0) {
      throw new AssertionError(ended.stderr());
    }
    try (Stream<Path> unpacked = Files.list(directory)) {
      return unpacked.findFirst().orElseThrow().resolve("bin/iotrace");
    }
  }
}
