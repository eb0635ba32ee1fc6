package dev.iotrace.registry;

import dev.iotrace.registry.Removal.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Remembers what it was asked to undo, and answers as told.
final class FakeKernel implements KernelRemover {
  final List<Resource> undone = new ArrayList<>();
  Outcome answer = Outcome.REMOVED;
  String error = "";

  @Override
  public Outcome unmount(Resource.Mount mount) throws IOException {
    return undo(mount);
  }

  @Override
  public Outcome detach(Resource.Loop loop) throws IOException {
    return undo(loop);
  }

  private Outcome undo(Resource resource) throws IOException {
    if (!error.isEmpty()) {
      throw new IOException(error);
    }
    undone.add(resource);
    return answer;
  }
}
