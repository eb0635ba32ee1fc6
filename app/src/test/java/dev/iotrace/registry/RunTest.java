package dev.iotrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.registry.Removal.Outcome;
import dev.iotrace.registry.Resource.Directory;
import dev.iotrace.registry.Resource.Mount;
import dev.iotrace.registry.Resource.RegularFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path temporary;
  private final FakeKernel kernel = new FakeKernel();
  private Path runs;
  private Path work;
  private Registry registry;

  @BeforeEach
  void openRegistry() throws IOException {
    Path root = temporary.toRealPath();
    runs = root.resolve("run");
    work = Files.createDirectory(root.resolve("work"));
    registry = Registry.open(runs, kernel);
  }

  @Test
  void endRemovesInReverseOrderAndThenTheEntry() throws IOException {
    Mount first = new Mount(Path.of("/m/1"));
    Mount second = new Mount(Path.of("/m/2"));
    Path directory = work.resolve("d");
    try (Run run = registry.begin()) {
      run.make(new Directory(directory), () -> Files.createDirectory(directory));
      run.make(
          new RegularFile(directory.resolve("f")), () -> Files.createFile(directory.resolve("f")));
      run.make(first, () -> {});
      run.make(second, () -> {});
    }
    assertThat(kernel.undone).containsExactly(second, first);
    assertThat(directory).doesNotExist();
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void noteIsWrittenBeforeTheThingIsMade() throws IOException {
    try (Run run = registry.begin()) {
      run.make(
          new Mount(Path.of("/m/1")),
          () -> assertThat(entries()).singleElement().asString().contains("mount %2Fm%2F1"));
    }
  }

  @Test
  void fileThatStoodThereBeforeIsNotRemoved() throws IOException {
    Path foreign = Files.createFile(work.resolve("foreign"));
    try (Run run = registry.begin()) {
      assertThatThrownBy(() -> run.make(new RegularFile(foreign), () -> Files.createFile(foreign)))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(foreign).exists();
  }

  @Test
  void releasedThingsAreNotRemovedTwice() {
    try (Run run = registry.begin()) {
      Held held = run.make(new Mount(Path.of("/m/1")), () -> {});
      assertThat(held.release().outcome()).isEqualTo(Outcome.REMOVED);
      assertThat(held.release().outcome()).isEqualTo(Outcome.ABSENT);
    }
    assertThat(kernel.undone).hasSize(1);
  }

  @Test
  void whatFailsToGoIsToldAndKeptForTheNextCommand() throws IOException {
    Run run = registry.begin();
    run.make(new Mount(Path.of("/m/1")), () -> {});
    kernel.error = "it sticks";
    assertThat(run.end())
        .singleElement()
        .satisfies(
            it -> assertThat(it.describe()).contains("could not remove", "/m/1", "it sticks"));
    assertThat(entries()).hasSize(1);
  }

  @Test
  void afterTheEndNothingIsMadeAnyMore() {
    Run run = registry.begin();
    run.end();
    assertThatThrownBy(() -> run.make(new Mount(Path.of("/m")), () -> kernel.error = "was made"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> run.start(new ProcessBuilder("true")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(kernel.error).isEmpty();
    assertThat(run.end()).isEmpty();
  }

  @Test
  void childThatStillRunsIsKilled() throws Exception {
    Process child;
    try (Run run = registry.begin()) {
      child = run.start(new ProcessBuilder("sleep", "600"));
    }
    assertThat(child.waitFor()).isEqualTo(128 + 9);
  }

  @Test
  void directoryThatBecameALinkIsLeftAlone() throws IOException {
    Path mine = Files.createDirectory(work.resolve("mine"));
    Path precious = Files.createDirectory(work.resolve("precious"));
    Files.createFile(precious.resolve("image"));
    Run run = registry.begin();
    run.make(new RegularFile(mine.resolve("image")), () -> {});
    Files.delete(mine);
    Files.createSymbolicLink(mine, precious);
    assertThat(run.end()).hasSize(1);
    assertThat(precious.resolve("image")).exists();
  }

  private List<String> entries() throws IOException {
    try (var files = Files.list(runs)) {
      return files.map(RunTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
