package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a command changes beside writing is told by the system call that did it.
class RunMetadataIT extends RootFixture {
  @BeforeAll
  static void needsAmd64() {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"),
        "system calls are told by their numbers of x86_64");
  }

  /// Each call changes an inode of its own, so none can stand for another.
  @ParameterizedTest
  @ValueSource(strings = {"rw", "data=journal", "nojournal"})
  void everyCallByItsName(String mode) throws Exception {
    boolean journal = !mode.equals("nojournal");
    try (Following command =
        Following.on(
            directory, journal ? mode : "rw", "-O", journal ? "has_journal" : "^has_journal")) {
      Path there = command.target().mountPoint();
      List<String> names =
          List.of("linked", "cut", "fcut", "longer", "mode", "owner", "times", "xattr", "plain");
      for (String name : names) {
        Files.write(there.resolve(name), new byte[3 * 4096]);
      }
      Files.createDirectory(there.resolve("old"));
      command.target().sync();
      String program =
          """
          import os, sys
          os.chdir(sys.argv[1])
          os.close(os.open('made', os.O_CREAT | os.O_WRONLY, 0o644))
          os.mkdir('directory')
          os.rmdir('old')
          os.mkfifo('fifo')
          os.link('linked', 'link')
          os.symlink('x' * 200, 'symlink')
          os.truncate('cut', 5)
          f = os.open('fcut', os.O_WRONLY)
          os.ftruncate(f, 4096)
          f = os.open('longer', os.O_WRONLY)
          os.posix_fallocate(f, 0, 10 * 4096)
          os.chmod('mode', 0o600)
          os.chown('owner', 5, 5)
          os.utime('times', (7, 7))
          os.setxattr('xattr', 'user.a', b'b')
          os.rename('plain', 'directory/moved')
          """;
      WriteReport report = command.run("python3", "-c", program, command.mountPoint());
      assertThat(report.number("/logical/bytes")).isZero();
      assertThat(calls(report, command, "made")).contains("open");
      assertThat(calls(report, command, "directory")).contains("mkdir", "rename");
      assertThat(calls(report, command, "fifo")).contains("mknod");
      assertThat(calls(report, command, "linked")).containsExactly("link");
      assertThat(calls(report, command, "symlink")).contains("symlink");
      assertThat(calls(report, command, "cut")).containsExactly("truncate");
      assertThat(calls(report, command, "fcut")).containsExactly("ftruncate");
      assertThat(calls(report, command, "longer")).containsExactly("fallocate");
      assertThat(calls(report, command, "mode")).containsExactly("chmod");
      assertThat(calls(report, command, "owner")).containsExactly("chown");
      assertThat(calls(report, command, "times")).containsExactly("utimensat");
      assertThat(calls(report, command, "directory/moved")).containsExactly("rename");
      assertThat(report.writes()).extracting(RunMetadataIT::call).contains("rmdir", "setxattr");
      assertThat(report.json().at("/logical/unmeasured")).isEmpty();
    }
  }

  @Test
  void whatMvRmAndTarDoIsToldByProcess() throws Exception {
    try (Following command = new Following(directory)) {
      Path there = command.target().mountPoint();
      Path tree = Files.createDirectories(there.resolve("tree/below"));
      for (int n = 0; n < 11; n++) {
        Files.write(tree.resolve("file" + n), new byte[n * 1009]);
      }
      command.target().sync();
      String script =
          "cd $0 && tar cf archive tree && mkdir out && tar xf archive -C out && mv tree moved"
              + " && rm -r moved";
      WriteReport report = command.run("sh", "-c", script, command.mountPoint());
      assertThat(calls(report, "tar")).contains("open", "mkdir", "utimensat");
      assertThat(calls(report, "mv")).contains("rename");
      assertThat(calls(report, "rm")).contains("unlink", "rmdir");
      assertThat(calls(report, "rm")).isSubsetOf("unlink", "rmdir", "getdents", "other");
    }
  }

  /// A store after a call is no part of that call, and the zeros that a cut leaves behind are none
  /// of a mapping.
  @Test
  void storeIntoAMappingIsNoCall() throws Exception {
    try (Following command = new Following(directory)) {
      Path there = command.target().mountPoint();
      Files.write(there.resolve("stored"), new byte[3 * 4096]);
      Files.write(there.resolve("cut"), new byte[3 * 4096]);
      command.target().sync();
      String program =
          """
          import mmap, os, sys
          os.chdir(sys.argv[1])
          f = os.open('stored', os.O_RDWR)
          m = mmap.mmap(f, 3 * 4096)
          os.truncate('cut', 4096 + 7)
          m[4096] = 1
          """;
      WriteReport report = command.run("python3", "-c", program, command.mountPoint());
      assertThat(calls(report, command, "cut")).containsExactly("truncate");
      assertThat(calls(report, command, "stored")).contains("mmap").doesNotContain("truncate");
      assertThat(report.deviceBytes("data")).isGreaterThanOrEqualTo(2 * 4096);
    }
  }

  /// Of the operations on a file.
  private static Set<String> calls(WriteReport report, Following command, String name)
      throws IOException {
    Path file = command.target().mountPoint().resolve(name);
    Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    return report.writes().stream()
        .filter(it -> inode.equals(it.get("inode").asLong()))
        .map(it -> it.get("syscall").asString())
        .collect(Collectors.toSet());
  }

  /// Of the operations of all processes of that name.
  private static Set<String> calls(WriteReport report, String comm) {
    Set<Integer> processes =
        Following.processes(report).stream()
            .filter(it -> it.get("comm").asString().equals(comm))
            .map(it -> it.get("process_id").asInt())
            .collect(Collectors.toSet());
    return report.writes().stream()
        .filter(it -> processes.contains(it.get("process_id").asInt()))
        .filter(it -> it.get("bytes").asLong() == 0)
        .map(RunMetadataIT::call)
        .collect(Collectors.toSet());
  }

  private static String call(JsonNode write) {
    return write.get("syscall").asString();
  }
}
