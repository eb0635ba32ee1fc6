package dev.iotrace.registry;

import dev.iotrace.registry.Removal.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The entry of this process: everything that it has made and not removed yet.
///
/// Any thread may use and end it, a shutdown hook included: whoever comes after the end gets an
/// [IllegalStateException] instead of making something that nobody would remove.
public final class Run implements AutoCloseable {
  /// In the environment of every child, for the one killed for between its start and its note.
  public static final String MARK = "IOTRACE_RUN";

  private final Path entry;
  private final FileChannel channel;
  private final Remover remover;
  private final List<Held> held = new ArrayList<>();
  private int lastId;
  private boolean ended;

  private Run(Path entry, FileChannel channel, Remover remover) {
    this.entry = entry;
    this.channel = channel;
    this.remover = remover;
  }

  static Run begin(Path entry, Remover remover) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel =
        FileChannel.open(
            entry,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new Run(entry, channel, remover);
  }

  /// How a resource is made.
  @FunctionalInterface
  public interface Making<E extends Exception> {
    /// Makes the whole resource, or throws and leaves none of it.
    void make() throws E;
  }

  /// Notes the resource, then makes it. When the making throws, the note is taken back and nothing
  /// is removed, for what stands under that name then is not ours.
  public synchronized <E extends Exception> Held make(Resource resource, Making<E> making)
      throws E {
    Held added = note(resource);
    boolean made = false;
    try {
      making.make();
      made = true;
    } finally {
      if (!made) {
        forget(added);
      }
    }
    return added;
  }

  /// Starts a child; at the latest the end of the run kills it.
  public synchronized Process start(ProcessBuilder builder) throws IOException {
    requireOpen();
    builder.environment().put(MARK, entry.getFileName().toString());
    Process child = builder.start();
    ProcessIdentity.of(child.pid()).ifPresent(it -> note(new Resource.Child(it)));
    return child;
  }

  /// A child that was started is the run's no more: it may outlive it. Its mark must be gone from
  /// its environment by then.
  public synchronized void letGo(Process child) {
    for (Held one : List.copyOf(held)) {
      if (one.resource() instanceof Resource.Child it && it.identity().pid() == child.pid()) {
        forget(one);
      }
    }
  }

  /// Removes all that is still held, the newest first, and then the entry. Tells what did not go
  /// away at once; what failed stays noted for the next command.
  public synchronized List<Removal> end() {
    if (ended) {
      return List.of();
    }
    List<Removal> trouble = new ArrayList<>();
    for (Held one : List.copyOf(held).reversed()) {
      Removal removal = remove(one);
      if (removal.outcome() == Outcome.DEFERRED || removal.outcome() == Outcome.FAILED) {
        trouble.add(removal);
      }
    }
    ended = true;
    try (channel) {
      if (held.isEmpty()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
    return trouble;
  }

  /// [#end] for those who have nobody to tell.
  @Override
  public void close() {
    end();
  }

  synchronized Removal remove(Held one) {
    if (!held.contains(one)) {
      return Removal.of(one.resource(), Outcome.ABSENT);
    }
    Removal removal = remover.remove(one.resource());
    if (removal.outcome() != Outcome.FAILED) {
      forget(one);
    }
    return removal;
  }

  private Held note(Resource resource) {
    requireOpen();
    Held added = new Held(this, ++lastId, resource);
    append(Entry.addedLine(added.id(), resource));
    held.add(added);
    return added;
  }

  private void forget(Held one) {
    append(Entry.goneLine(one.id()));
    held.remove(one);
  }

  /// One write for one line, so that a kill leaves either all of it or nothing that counts.
  private void append(String line) {
    try {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the run has ended");
    }
  }

  private RegistryRefused cannotWrite(IOException cause) {
    return new RegistryRefused(
        "cannot keep the registry entry " + entry, cause.toString(), "make room there");
  }
}
