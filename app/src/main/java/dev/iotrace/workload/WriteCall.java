package dev.iotrace.workload;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;

/// One way to put the bytes of a write into a file. Used by the workload's thread alone, except to
/// close it.
interface WriteCall extends AutoCloseable {
  /// Takes up a file that was just opened; may be called again with another.
  default void attach(FileDescriptor file) throws ErrnoException {}

  /// Does what must be done before the call but is no part of it: moves the file's position, fills
  /// the pipe.
  ///
  /// @param offset where the call is going to write
  default void ready(FileDescriptor file, long offset) throws ErrnoException {}

  /// Makes the call.
  ///
  /// @param from the first byte of the content that is still to be written
  /// @param count how many
  /// @param offset where in the file
  /// @return how many were written
  long write(FileDescriptor file, long from, long count, long offset) throws ErrnoException;

  /// Lets go of the file, and of what was prepared.
  @Override
  default void close() throws ErrnoException {}
}
