package dev.iotrace.registry;

import dev.iotrace.registry.Removal.Outcome;
import dev.iotrace.registry.Resource.Child;
import dev.iotrace.registry.Resource.Directory;
import dev.iotrace.registry.Resource.Loop;
import dev.iotrace.registry.Resource.Mount;
import dev.iotrace.registry.Resource.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Removes one resource of any kind and says what happened; never throws for what the system
/// answers.
final class Remover {

  private static final long CHILD_DEADLINE_MILLIS = 5_000;
  private static final long CHILD_POLL_MILLIS = 5;

  private final KernelRemover kernel;

  Remover(KernelRemover kernel) {
    this.kernel = kernel;
  }

  Removal remove(Resource resource) {
    try {
      Outcome outcome =
          switch (resource) {
            case Child child -> kill(child.identity());
            case Loop loop -> kernel.detach(loop);
            case Mount mount -> kernel.unmount(mount);
            case RegularFile file -> delete(file.path(), false);
            case Directory directory -> delete(directory.path(), true);
          };
      return switch (outcome) {
        case REMOVED, ABSENT -> Removal.of(resource, outcome);
        case DEFERRED -> new Removal(resource, outcome, "it is in use");
        case FAILED -> new Removal(resource, outcome, "the system did not say why");
      };
    } catch (IOException e) {
      return new Removal(resource, Outcome.FAILED, e.toString());
    }
  }

  /// A file's parent must be the very directory that was registered: when a link has taken its
  /// place, hands off.
  private static Outcome delete(Path path, boolean directory) throws IOException {
    Path parent = path.getParent();
    if (parent == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Outcome.ABSENT;
    }
    if (!parent.toRealPath().equals(parent)) {
      throw new IOException(parent + " is reached through a link now");
    }
    if (directory != Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return Outcome.ABSENT;
    }
    try {
      Files.delete(path);
      return Outcome.REMOVED;
    } catch (NoSuchFileException gone) {
      return Outcome.ABSENT;
    }
  }

  /// `destroyForcibly` compares start times itself, so an id that is reused between our look and
  /// the signal is safe.
  private static Outcome kill(ProcessIdentity identity) throws IOException {
    Optional<ProcessHandle> handle = ProcessHandle.of(identity.pid());
    if (handle.isEmpty() || !identity.isAlive()) {
      return Outcome.ABSENT;
    }
    handle.get().destroyForcibly();
    long deadline = System.nanoTime() + CHILD_DEADLINE_MILLIS * 1_000_000;
    while (identity.isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("it survives SIGKILL");
      }
      sleep();
    }
    return Outcome.REMOVED;
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(CHILD_POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for its end", e);
    }
  }
}
