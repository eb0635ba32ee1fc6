package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// git(1) adds and commits. Its object files are the oracle: each has been written once, to its
/// present size, under another name.
class GitRunIT extends RunFixture {
  /// A blob for the file, a tree, a commit: gitcore-tutorial(7).
  private static final int OBJECTS = 3;

  private Path repository;

  @BeforeAll
  static void needsGit() throws Exception {
    Installed.program("git", "git");
  }

  @BeforeEach
  void makeRepository() throws Exception {
    repository = command.target().mountPoint().resolve("repository");
    RealKernel.run("git", "init", "--quiet", "--template=", repository.toString());
    Files.write(repository.resolve("file"), new byte[20_011]);
    command.target().sync();
  }

  @Test
  void commitWithoutSyncs() throws Exception {
    assertThat(commit("none").syncs()).isZero();
  }

  /// `committed` syncs each object and the branch that names the commit: git-config(1),
  /// `core.fsync`. git counts what it synced itself (`trace_git_fsync_stats`, wrapper.c).
  @Test
  void commitWithSyncs() throws Exception {
    Path counts = temporary.resolve("git.perf");
    command.iotrace().with("GIT_TRACE2_PERF", counts.toString());
    Charges charges = commit("committed");
    assertThat(charges.below("objects").syncs()).isEqualTo(OBJECTS);
    assertThat(charges.below("refs").syncs()).isEqualTo(1);
    assertThat(charges.syncs()).isEqualTo(counted(counts));
    assertThat(charges.commits()).hasSizeGreaterThanOrEqualTo(OBJECTS + 1);
  }

  private static long counted(Path counts) throws IOException {
    String key = "fsync/hardware-flush:";
    try (Stream<String> lines = Files.lines(counts)) {
      return lines
          .filter(line -> line.contains(key))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(key) + key.length())))
          .sum();
    }
  }

  private Charges commit(String fsync) throws Exception {
    String git = "git -c core.fsync=" + fsync + " -c user.name=n -c user.email=e@localhost";
    String script = "cd $0; " + git + " add file; " + git + " commit --quiet -m message";
    Charges charges = Charges.of(command.run("sh", "-c", script, repository.toString()));
    List<Path> objects = objects();
    assertThat(objects).hasSize(OBJECTS);
    for (Path each : objects) {
      Charges object = charges.named(each.toString());
      assertThat(object.bytes()).as("%s", each).isEqualTo(Files.size(each));
      assertThat(object.deviceBytes("data")).isEqualTo(Charges.pages(Files.size(each)));
    }
    assertThat(charges.named(".git/index").bytes())
        .isEqualTo(Files.size(repository.resolve(".git/index")));
    return charges;
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> all = Files.walk(repository.resolve(".git/objects"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
