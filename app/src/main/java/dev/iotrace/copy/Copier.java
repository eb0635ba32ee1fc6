package dev.iotrace.copy;

import dev.iotrace.syscall.Binding;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Unistd;
import java.util.Optional;

/// One copy, from the opening of the files to the comparison.
///
/// The source is as long as it was when it was opened: what is added meanwhile is not copied, and
/// when it is shorter at the end, the copy has failed. However the copy ends, the new file stays,
/// and holds the first bytes of the source; only when the strategy does not do for these files at
/// all is it removed again.
public final class Copier {
  private final CopySpec spec;
  private final Source source;
  private final Destination destination;
  private final Watcher watcher;

  /// Who watches a copy.
  @FunctionalInterface
  public interface Watcher {
    /// So many bytes of so many are copied. Called by the copying thread, before each call of the
    /// kernel that copies.
    ///
    /// @return whether to go on
    boolean copied(long bytes, long of);

    /// No further byte will be copied; nothing has been synced yet.
    default void moved() {}

    /// What was to be synced is; nothing has been compared yet.
    default void synced() {}
  }

  private Copier(CopySpec spec, Source source, Destination destination, Watcher watcher) {
    this.spec = spec;
    this.source = source;
    this.destination = destination;
    this.watcher = watcher;
  }

  /// Copies.
  ///
  /// @throws CopyRefused when it cannot be begun
  public static CopyResult run(CopySpec spec, Watcher watcher) {
    Binding.forCopying();
    try (Source source = Source.open(spec.source(), spec.strategy());
        Destination destination = Destination.create(spec.destination(), source, spec.force())) {
      return new Copier(spec, source, destination, watcher).copy();
    } catch (ErrnoException e) {
      throw CopyRefused.failed(spec, e);
    }
  }

  private CopyResult copy() throws ErrnoException {
    Strategy strategy =
        spec.strategy() == Strategy.AUTO ? Strategy.COPY_FILE_RANGE : spec.strategy();
    Optional<String> instead = Optional.empty();
    Passage passage = new Passage(spec, source, destination, watcher);
    try {
      passage.run(strategy);
    } catch (CopyRefused cannot) {
      if (spec.strategy() != Strategy.AUTO) {
        destination.remove();
        throw cannot;
      }
      strategy = Strategy.READ_WRITE_256;
      instead = Optional.of(cannot.why());
      passage = new Passage(spec, source, destination, watcher);
      destination.cut(0);
      passage.run(strategy);
    }
    return end(passage, strategy, instead);
  }

  private CopyResult end(Passage passage, Strategy strategy, Optional<String> instead)
      throws ErrnoException {
    boolean whole = passage.stopped().isEmpty() && !passage.interrupted();
    watcher.moved();
    long start = System.nanoTime();
    Optional<CopyRefused> unsafe = whole && spec.sync() ? sync() : Optional.empty();
    long syncNs = whole && spec.sync() ? System.nanoTime() - start : 0;
    watcher.synced();
    return new CopyResult(
        destination.path(),
        strategy,
        instead,
        source.bytes(),
        passage.bytes(),
        passage.holeBytes(),
        passage.allocated(),
        passage.ns(),
        syncNs,
        whole && unsafe.isEmpty() && spec.verify() ? Optional.of(compare()) : Optional.empty(),
        passage.stopped().or(() -> unsafe),
        passage.interrupted());
  }

  private Optional<CopyRefused> sync() {
    try {
      Unistd.fsync(destination.file());
      return Optional.empty();
    } catch (ErrnoException e) {
      return Optional.of(CopyRefused.unsafe(destination.path(), e));
    }
  }

  /// What is on the device already is read from there, so that it is that which is compared.
  private CopyResult.Comparison compare() throws ErrnoException {
    long start = System.nanoTime();
    try (FileDescriptor original = Source.again(source.file());
        FileDescriptor copy = Source.again(destination.file())) {
      if (spec.sync()) {
        Fcntl.posixFadvise(copy, 0, 0, Fcntl.POSIX_FADV_DONTNEED);
      }
      return new CopyResult.Comparison(
          ByteComparison.firstDifference(original, copy, source.bytes()),
          System.nanoTime() - start);
    }
  }
}
