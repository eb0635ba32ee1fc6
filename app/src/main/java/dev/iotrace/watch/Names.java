package dev.iotrace.watch;

import java.util.Optional;

/// What processes and files are called. Whatever somebody chose to call them: never trust it.
public interface Names {
  /// Of a process; `pid N` when it is not known.
  String comm(int pid);

  /// Of a file, where it is known.
  Optional<String> path(long inode);
}
