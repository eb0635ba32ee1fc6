package dev.iotrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/// A directory to mount on, where an unmount counts in all mount namespaces. Elsewhere, on hosts
/// that share no mounts, whoever makes a namespace meanwhile, as iotrace does for bpftrace, holds
/// what is mounted then, and the kernel goes on with it when it is unmounted here: it writes
/// nothing home, and what it stands on is in use (mount_namespaces(7)). So the directory is bound
/// to itself and shared, and what is mounted on it is, too.
@NullMarked
public record MountPoint(Path path) implements AutoCloseable {
  /// @param path does not exist yet
  public static MountPoint make(Path path) throws IOException, InterruptedException {
    String name = Files.createDirectory(path).toString();
    RealKernel.run("mount", "--bind", name, name);
    RealKernel.run("mount", "--make-shared", name);
    return new MountPoint(path);
  }

  /// Once what was mounted on it is unmounted.
  @Override
  public void close() throws IOException {
    new ProcessBuilder("umount", "--lazy", path.toString()).inheritIO().start().onExit().join();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
