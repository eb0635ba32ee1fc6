package dev.iotrace;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Mapping;
import dev.iotrace.syscall.Mman;
import dev.iotrace.syscall.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/// All pages of a file in the page cache, for as long as this is open: they are mapped. What nobody
/// maps may go though there is plenty of memory: virtual machines give it back to their host
/// (`pageout`, Documentation/admin-guide/mm/damon/usage.rst).
@NullMarked
public final class HeldInMemory implements AutoCloseable {
  private final FileDescriptor file;
  private final Mapping mapping;

  private HeldInMemory(FileDescriptor file, Mapping mapping) {
    this.file = file;
    this.mapping = mapping;
  }

  /// Reads the file, if need be.
  public static HeldInMemory of(Path path) throws IOException {
    long bytes = Files.size(path);
    FileDescriptor file = Fcntl.open(path, OpenFlags.O_RDONLY);
    HeldInMemory held = new HeldInMemory(file, Mman.mapForReading(file, 0, bytes));
    try (FileDescriptor memory = Mman.memfdCreate("copy")) {
      for (long at = 0; at < bytes; ) { // who copies from a page has it mapped
        at += held.mapping.pwrite(memory, at, bytes - at, at);
      }
    }
    return held;
  }

  @Override
  public void close() throws ErrnoException {
    mapping.close();
    file.close();
  }
}
