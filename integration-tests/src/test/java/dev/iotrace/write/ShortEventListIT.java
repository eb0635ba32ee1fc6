package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// bpftrace finds its tracepoints in a short list, of which nobody else knows.
class ShortEventListIT {
  /// Stands in for bpftrace: keeps what it sees, and becomes bpftrace.
  private static final String WITNESS =
      """
      #!/bin/sh
      case $1 in
      --*) exec bpftrace "$@" ;;
      esac
      cat >"$0.$$.bt"
      cat /sys/kernel/tracing/available_events >"$0.$$.events"
      cat /proc/self/mountinfo >"$0.$$.mounts"
      exec bpftrace "$@" <"$0.$$.bt"
      """;

  @TempDir Path temporary = Path.of("");
  private Path directory = Path.of("");
  private Program iotrace;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void witness() throws IOException {
    directory = temporary.toRealPath();
    iotrace = new Program(directory);
    iotrace.with("IOTRACE_BPFTRACE", program("bpftrace", WITNESS).toString());
  }

  @Test
  void itNamesTheTracepointsOfTheScriptAndNoOthers() throws Exception {
    write();
    assertThat(kept("bt")).hasSize(2);
    for (Path script : kept("bt")) {
      List<String> used =
          Files.readAllLines(script).stream()
              .filter(line -> line.startsWith("tracepoint:"))
              .map(line -> line.substring("tracepoint:".length()).split(" ", 2)[0])
              .distinct()
              .toList();
      Path events = Path.of(script.toString().replaceAll("bt$", "events"));
      assertThat(Files.readAllLines(events)).containsExactlyInAnyOrderElementsOf(used);
    }
  }

  /// What a namespace holds stays in use, though it is unmounted everywhere else.
  @Test
  void bpftraceHoldsNoFileSystemThatItDoesNotNeed() throws Exception {
    write();
    assertThat(kept("mounts")).hasSize(2);
    for (Path mounts : kept("mounts")) {
      assertThat(mounts).content().contains("available_events");
      assertThat(mounts).content().doesNotContain(iotrace.images().toString());
    }
  }

  /// umount(2) of a root makes its file system read-only, for everybody.
  @Test
  void nothingIsUnmountedButScratchFileSystems() throws Exception {
    Path log = directory.resolve("unmounted");
    Path noting = Files.createDirectory(directory.resolve("noting"));
    program("noting/umount", "#!/bin/sh\necho \"$*\" >>" + log + "\nexec /bin/umount \"$@\"\n");
    iotrace.with("PATH", noting + ":" + System.getenv("PATH"));
    write();
    assertThat(Files.readAllLines(log))
        .isNotEmpty()
        .allMatch(it -> it.matches("-i -n /\\S*/iotrace-[0-9a-f]+/mnt|-n -l /tmp"));
  }

  @Test
  void nobodyElseSeesAnyOfIt() throws Exception {
    write();
    assertThat(Path.of("/proc/self/mountinfo")).content().doesNotContain("available_events");
  }

  @Test
  void whereItCannotHaveANamespaceItReadsTheLongList() throws Exception {
    refuse("unshare");
    write();
    assertLongLists();
  }

  @Test
  void whereItCannotMountItReadsTheLongList() throws Exception {
    refuse("mount");
    write();
    assertLongLists();
  }

  /// The program does nothing but fail.
  private void refuse(String name) throws IOException {
    Path refusing = Files.createDirectory(directory.resolve("refusing"));
    program("refusing/" + name, "#!/bin/sh\nexit 1\n");
    iotrace.with("PATH", refusing + ":" + System.getenv("PATH"));
  }

  private void assertLongLists() throws IOException {
    assertThat(kept("events")).hasSize(2);
    for (Path events : kept("events")) {
      assertThat(Files.readAllLines(events)).hasSizeGreaterThan(200);
    }
  }

  private Path program(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void write() throws Exception {
    iotrace.write("--settle", "sync", "--sync", "fsync", "--scratch", iotrace.scratch(""));
  }

  private List<Path> kept(String extension) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(it -> it.toString().endsWith("." + extension)).toList();
    }
  }
}
