package dev.iotrace.container;

import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/// Leads Testcontainers to [DockerEngine], whatever engines the machine has. Found by
/// ServiceLoader.
public final class OwnEngine extends DockerClientProviderStrategy {
  @Override
  public TransportConfig getTransportConfig() {
    return TransportConfig.builder().dockerHost(DockerEngine.address()).build();
  }

  @Override
  public String getDescription() {
    return "the tests' own engine at " + DockerEngine.address();
  }

  @Override
  protected boolean isPersistable() {
    return false;
  }

  /// Before all of Testcontainers' own, which stay below 300.
  @Override
  protected int getPriority() {
    return Integer.MAX_VALUE;
  }
}
