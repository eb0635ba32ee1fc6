package dev.iotrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One clone, several users: built by one, started by another.
class LauncherOwnershipIT {
  private static final int NOBODY = 65534;

  @TempDir Path directory;
  private Clone clone;

  @BeforeEach
  void makeClone() throws Exception {
    Root.required();
    clone = new Clone(directory);
  }

  /// The second id is one that no account has, as in a container that sees its host's files.
  @ParameterizedTest
  @ValueSource(ints = {NOBODY, 54321})
  void whatRootBuildsInAUsersCloneBelongsToTheUser(int user) throws Exception {
    clone.run("chown", "-R", user + ":" + user, clone.root.toString());
    assertThat(clone.iotrace("--version").exitCode()).isZero();
    try (Stream<Path> files = Files.walk(clone.root)) {
      assertThat(files).allSatisfy(file -> assertThat(owner(file)).isEqualTo(user));
    }
  }

  @Test
  void anyUserStartsWhatIsBuilt() throws Exception {
    clone.iotrace("--version");
    Ended ended = iotraceAsNobody();
    assertThat(ended.stdout()).isEqualTo(Clone.STARTED + "\n");
    assertThat(ended.stderr()).isEmpty();
  }

  @Test
  void olderBuildThatCannotBeReplacedStartsWithAWarning() throws Exception {
    clone.iotrace("--version");
    Files.writeString(clone.source(), "final class Source { }\n");
    Ended ended = iotraceAsNobody();
    assertThat(ended.stdout()).isEqualTo(Clone.STARTED + "\n");
    assertThat(ended.stderr()).contains("older than its sources");
    assertThat(clone.timesBuilt()).isOne();
  }

  @Test
  void foreignCloneThatIsNotBuiltIsRefused() throws Exception {
    Ended ended = iotraceAsNobody();
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.stderr()).contains("not built", "is not writable", "get it by");
  }

  private Ended iotraceAsNobody() throws IOException, InterruptedException {
    String id = Integer.toString(NOBODY);
    String iotrace = clone.root.resolve("iotrace").toString();
    return Ended.of(
        clone.start(
            Map.of(),
            "/usr/bin/setpriv",
            "--reuid",
            id,
            "--regid",
            id,
            "--clear-groups",
            iotrace,
            "--version"));
  }

  private static int owner(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:uid");
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
