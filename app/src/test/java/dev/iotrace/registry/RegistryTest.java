package dev.iotrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.registry.Resource.Directory;
import dev.iotrace.registry.Resource.Loop;
import dev.iotrace.registry.Resource.Mount;
import dev.iotrace.registry.Resource.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  @TempDir Path temporary;
  private final FakeKernel kernel = new FakeKernel();
  private Path root;
  private Path runs;

  @BeforeEach
  void resolve() throws IOException {
    root = temporary.toRealPath();
    runs = root.resolve("run");
  }

  @Test
  void whatADeadRunLeftBehindIsRemovedNewestFirst() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    Path directory = Files.createDirectory(root.resolve("d"));
    Path file = Files.createFile(directory.resolve("f"));
    Loop loop = new Loop(Path.of("/dev/loop7"), file);
    Mount mount = new Mount(Path.of("/m"));
    dead(
        Entry.addedLine(1, new Directory(directory))
            + Entry.addedLine(2, new RegularFile(file))
            + Entry.addedLine(3, loop)
            + Entry.addedLine(4, mount));

    assertThat(registry.removeStale())
        .extracting(Removal::describe)
        .containsExactly(
            "removed mount /m",
            "removed loop device /dev/loop7",
            "removed file " + file,
            "removed directory " + directory);
    assertThat(directory).doesNotExist();
    assertThat(runs).isEmptyDirectory();
    assertThat(registry.removeStale()).isEmpty();
  }

  @Test
  void livingRunKeepsItsThings() {
    Registry registry = Registry.open(runs, kernel);
    try (Run living = registry.begin();
        Run another = registry.begin()) {
      living.make(new Mount(Path.of("/m")), () -> {});
      another.make(new Mount(Path.of("/n")), () -> {});
      assertThat(registry.removeStale()).isEmpty();
      assertThat(kernel.undone).isEmpty();
    }
  }

  @Test
  void processIdThatWasReusedIsNotTheOwner() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    ProcessIdentity self = ProcessIdentity.self();
    EntryName reused = new EntryName(new ProcessIdentity(self.pid(), self.startTicks() - 1), 1);
    Files.writeString(
        runs.resolve(reused.toString()), Entry.addedLine(1, new Mount(Path.of("/m"))));
    assertThat(registry.removeStale()).hasSize(1);
  }

  @Test
  void whatSticksIsTriedAgainByTheNextCommand() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    Path entry = dead(Entry.addedLine(1, new Mount(Path.of("/m"))));
    kernel.error = "it sticks";
    assertThat(registry.removeStale())
        .singleElement()
        .satisfies(it -> assertThat(it.describe()).contains("it sticks"));
    assertThat(entry).exists();
    kernel.error = "";
    assertThat(registry.removeStale()).hasSize(1);
    assertThat(entry).doesNotExist();
  }

  @Test
  void childKilledForBeforeItWasNotedIsFoundByItsMark() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    Path entry = dead("");
    ProcessBuilder unnoted = new ProcessBuilder("cat");
    unnoted.environment().put(Run.MARK, entry.getFileName().toString());
    Process child = unnoted.start();
    // While it becomes another program it has no environment for a moment (`begin_new_exec` closes
    // files, `create_elf_tables` sets `env_end`: fs/exec.c, fs/binfmt_elf.c).
    child.outputWriter().append('\n').flush();
    assertThat(child.inputReader().read()).isEqualTo('\n');
    assertThat(registry.removeStale())
        .extracting(Removal::describe)
        .containsExactly("removed process " + child.pid());
    assertThat(child.waitFor()).isEqualTo(128 + 9);
  }

  @Test
  void notedChildIsKilledOnlyWhileItsStartTimeMatches() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    Process child = new ProcessBuilder("sleep", "600").start();
    ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
    ProcessIdentity earlier = new ProcessIdentity(child.pid(), identity.startTicks() - 1);
    dead(Entry.addedLine(1, new Resource.Child(earlier)));
    assertThat(registry.removeStale()).isEmpty();
    assertThat(child.isAlive()).isTrue();
    dead(Entry.addedLine(1, new Resource.Child(identity)));
    assertThat(registry.removeStale()).hasSize(1);
    assertThat(child.waitFor()).isEqualTo(128 + 9);
  }

  @Test
  void filesThatAreNoEntriesAreLeftAlone() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    Path note = Files.writeString(runs.resolve("README"), "+1 mount %2Fm\n");
    assertThat(registry.removeStale()).isEmpty();
    assertThat(note).exists();
  }

  @Test
  void entryThatCannotBeReadIsToldWithTheMend() throws Exception {
    Registry registry = Registry.open(runs, kernel);
    dead("nonsense\n");
    assertThatThrownBy(registry::removeStale)
        .isInstanceOf(RegistryRefused.class)
        .hasMessageContainingAll("nonsense", "by hand");
  }

  @Test
  void directoryIsMadePrivate() throws Exception {
    Registry.open(runs, kernel);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs)))
        .isEqualTo("rwx------");
  }

  @Test
  void directoryThatOthersCanWriteToIsRefused() throws Exception {
    Files.createDirectory(runs);
    Files.setPosixFilePermissions(runs, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused("other users can write to it");
  }

  @Test
  void linkIsRefusedThoughItLeadsToAGoodDirectory() throws Exception {
    Files.createSymbolicLink(runs, Files.createDirectory(root.resolve("good")));
    assertRefused("it is not a directory");
  }

  @Test
  void missingParentIsRefused() {
    runs = root.resolve("no/run");
    assertRefused("NoSuchFileException");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> Registry.open(runs, kernel))
        .isInstanceOfSatisfying(
            RegistryRefused.class,
            it -> {
              assertThat(it.why()).contains(why);
              assertThat(it.mend()).isNotEmpty();
              assertThat(it.exitCode()).isEqualTo(3);
            });
  }

  private Path dead(String text) throws IOException {
    EntryName nobody = new EntryName(new ProcessIdentity(Integer.MAX_VALUE, 1), 1);
    return Files.writeString(runs.resolve(nobody.toString()), text);
  }
}
