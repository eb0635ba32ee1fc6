package dev.iotrace.write;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Programs of others that a test follows: where one is missing, the test is skipped and says so.
final class Installed {
  private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

  private Installed() {}

  /// @param debianPackage what it comes with
  static Path program(String name, String debianPackage) {
    Stream<String> path = Stream.of(System.getenv("PATH").split(":"));
    List<Path> found =
        Stream.concat(path, Stream.of("/usr/sbin", "/sbin"))
            .map(each -> Path.of(each, name))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!found.isEmpty(), name + " is missing; get it by: apt-get install " + debianPackage);
    return found.getFirst();
  }

  /// The programs of PostgreSQL, which Debian keeps beside the path, by version.
  static Path postgresql() throws IOException {
    assumeTrue(Files.isDirectory(POSTGRESQL), "PostgreSQL is missing: apt-get install postgresql");
    try (Stream<Path> versions = Files.list(POSTGRESQL)) {
      List<Path> found =
          versions
              .map(each -> each.resolve("bin"))
              .filter(each -> Files.isExecutable(each.resolve("postgres")))
              .sorted()
              .toList();
      assumeTrue(!found.isEmpty(), "PostgreSQL's server is missing: apt-get install postgresql");
      return found.getLast();
    }
  }
}
