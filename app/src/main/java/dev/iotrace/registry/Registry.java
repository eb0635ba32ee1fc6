package dev.iotrace.registry;

import dev.iotrace.registry.Removal.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All runs on this machine: one file each, named by its owner, in a private directory.
public final class Registry {
  /// The environment variable that names another directory than `/run/iotrace`.
  public static final String DIRECTORY_VARIABLE = "IOTRACE_RUN_DIR";

  private static final String DEFAULT_DIRECTORY = "/run/iotrace";

  private final Path directory;
  private final Remover remover;

  private Registry(Path directory, Remover remover) {
    this.directory = directory;
    this.remover = remover;
  }

  /// Where runs are kept unless a caller says otherwise.
  public static Path defaultDirectory() {
    String named = System.getenv(DIRECTORY_VARIABLE);
    return Path.of(named == null || named.isEmpty() ? DEFAULT_DIRECTORY : named);
  }

  /// Opens the registry, making its directory when it is missing.
  ///
  /// @throws RegistryRefused when the directory cannot be made or is not ours alone
  public static Registry open(Path directory, KernelRemover kernel) {
    return new Registry(RunDirectory.prepare(directory), new Remover(kernel));
  }

  /// Begins an entry of this process. A process may have several.
  public Run begin() {
    try {
      for (int number = 1; ; number++) {
        try {
          EntryName name = new EntryName(ProcessIdentity.self(), number);
          return Run.begin(directory.resolve(name.toString()), remover);
        } catch (FileAlreadyExistsException taken) {
          // Another run of this process: try the next number.
        }
      }
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /// Removes what dead runs have left behind and tells what that was. The living keep theirs.
  ///
  /// Two commands may do this at once: every step looks at what it is about to remove, and finds it
  /// absent when the other was faster.
  public List<Removal> removeStale() {
    try {
      List<Removal> removals = new ArrayList<>();
      for (Path entry : staleEntries()) {
        removals.addAll(removeStale(entry));
      }
      return removals;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private List<Path> staleEntries() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(it -> isStale(it.getFileName().toString())).sorted().toList();
    }
  }

  private static boolean isStale(String name) {
    Optional<EntryName> parsed = EntryName.parse(name);
    return parsed.isPresent() && !parsed.get().owner().isAlive();
  }

  private List<Removal> removeStale(Path entry) throws IOException {
    List<Removal> removals = new ArrayList<>();
    for (ProcessIdentity child : MarkedChildren.of(entry.getFileName().toString())) {
      removals.add(remover.remove(new Resource.Child(child)));
    }
    for (Resource resource : read(entry)) {
      removals.add(remover.remove(resource));
    }
    if (removals.stream().noneMatch(it -> it.outcome() == Outcome.FAILED)) {
      Files.deleteIfExists(entry);
    }
    removals.removeIf(it -> it.outcome() == Outcome.ABSENT);
    return removals;
  }

  private static List<Resource> read(Path entry) throws IOException {
    try {
      return Entry.remaining(new String(Files.readAllBytes(entry), StandardCharsets.UTF_8));
    } catch (NoSuchFileException removedByAnother) {
      return List.of();
    } catch (IllegalArgumentException e) {
      throw new RegistryRefused(
          "cannot remove what a killed run left behind",
          entry + " holds what is " + e.getMessage(),
          "remove by hand what it names, then the file");
    }
  }

  private RegistryRefused refused(IOException cause) {
    return new RegistryRefused(
        "cannot keep the registry of runs in " + directory,
        cause.toString(),
        "look at its permissions and free space");
  }
}
