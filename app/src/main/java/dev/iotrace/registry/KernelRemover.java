package dev.iotrace.registry;

import dev.iotrace.registry.Removal.Outcome;
import java.io.IOException;

/// Undoes what needs a system call that the JDK does not have. The registry decides what and when;
/// this does it.
public interface KernelRemover {

  /// Unmounts, lazily when it stays busy: then the outcome is `DEFERRED`.
  Outcome unmount(Resource.Mount mount) throws IOException;

  /// Detaches the loop device if it is still backed by that file.
  Outcome detach(Resource.Loop loop) throws IOException;
}
