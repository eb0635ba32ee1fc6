package dev.iotrace.container;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Debian's dockerd with all that it keeps in one directory, ended with this JVM however that ends.
///
/// A shell holds it: when its stdin closes, by [#close] or because the JVM is gone, it ends dockerd
/// and removes the directory. The mounts are in a mount namespace of their own and end with it.
final class DockerEngine implements AutoCloseable {
  private static final String PREFIX = "iotrace-docker-";
  private static final long START_SECONDS = 300;
  private static final long POLL_MILLIS = 50;

  /// Without iptables and a bridge: the containers have no network, and the host's stays as it is.
  /// TERM ends the containers, too.
  private static final String SCRIPT =
      """
      cd "$1"
      unshare --mount --propagation slave dockerd --host "unix://$1/socket" --data-root "$1/data" \
        --exec-root "$1/exec" --pidfile "$1/pid" \
        --iptables=false --ip6tables=false --ip-forward=false --bridge=none &
      engine=$!
      cat
      kill -TERM "$engine"
      wait "$engine"
      cd /
      rm -rf --one-file-system "$1"
      """;

  private static @Nullable URI address;

  private final Process holder;
  private final Path socket;

  private DockerEngine(Process holder, Path socket) {
    this.holder = holder;
    this.socket = socket;
  }

  /// Starts it and waits until it answers.
  static DockerEngine start() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(Path.of("/var/tmp"), PREFIX);
    Path log = directory.resolve("log");
    Process holder =
        new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "sh", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    DockerEngine engine = new DockerEngine(holder, directory.resolve("socket"));
    address = URI.create("unix://" + engine.socket);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!engine.answers()) {
      if (System.nanoTime() > end) {
        String said = Files.readString(log);
        engine.close();
        throw new AssertionError("dockerd did not start: " + said);
      }
      Thread.sleep(POLL_MILLIS);
    }
    return engine;
  }

  /// Where the one that was started last listens.
  static URI address() {
    return Objects.requireNonNull(address, "not started");
  }

  private boolean answers() throws IOException, InterruptedException {
    return Files.exists(socket) && docker(List.of("version")).start().waitFor() == 0;
  }

  /// Makes an image of an archived root file system.
  void load(Path archive, String image) throws IOException, InterruptedException {
    Process process = docker(List.of("import", archive.toString(), image)).start();
    if (process.waitFor() != 0) {
      throw new AssertionError("docker import " + archive + " ended with " + process.exitValue());
    }
  }

  private ProcessBuilder docker(List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder("docker", "--host", address().toString());
    builder.command().addAll(arguments);
    return builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    holder.onExit().join();
  }
}
