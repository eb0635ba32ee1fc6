package dev.iotrace.workload;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import java.nio.file.Path;
import java.util.Optional;

/// The file that a workload writes: a new one or one that is there.
sealed interface WorkloadFile extends AutoCloseable permits FreshFile, ExistingFile {
  Path path();

  /// What direct I/O on it asks for; empty where the kernel does not tell.
  Optional<DirectIo> directIo() throws ErrnoException;

  /// Opens it for the run.
  ///
  /// @param flags of `OpenFlags`, the access among them
  FileDescriptor open(int flags) throws ErrnoException;

  /// Removes it if it is ours and there.
  void remove() throws ErrnoException;

  @Override
  void close() throws ErrnoException;
}
