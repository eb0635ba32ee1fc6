package dev.iotrace.registry;

import dev.iotrace.event.Refusal;

/// The run directory cannot be used, so nothing may be started that could be left behind.
public final class RegistryRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  RegistryRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  @Override
  public int exitCode() {
    return 3;
  }
}
