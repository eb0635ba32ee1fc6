package dev.iotrace.registry;

/// One resource of a [Run] that still stands.
public final class Held {
  private final Run run;
  private final int id;
  private final Resource resource;

  Held(Run run, int id, Resource resource) {
    this.run = run;
    this.id = id;
    this.resource = resource;
  }

  /// What is held.
  public Resource resource() {
    return resource;
  }

  /// Removes it now; a second time finds it absent. What failed stays noted, and is tried again at
  /// the end of the run.
  public Removal release() {
    return run.remove(this);
  }

  int id() {
    return id;
  }
}
