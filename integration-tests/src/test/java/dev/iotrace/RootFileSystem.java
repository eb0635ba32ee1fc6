package dev.iotrace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// A small Debian with what iotrace needs, and with what shows its manual and completes its
/// commands, but without iotrace. Made by debootstrap once for each suite, and kept.
@NullMarked
public final class RootFileSystem {
  private static final Path SCRIPT =
      Path.of(System.getProperty("iotrace.root"), "config/rootfs.sh");
  private static final List<String> PACKAGES =
      List.of("bash-completion", "bpftrace", "e2fsprogs", "man-db", "util-linux", "zsh");

  private RootFileSystem() {}

  /// Its archive.
  ///
  /// @param suite such as `trixie`
  public static Path of(String suite) throws IOException, InterruptedException {
    String packages = String.join(",", PACKAGES);
    String sum = Integer.toHexString(packages.hashCode());
    Path archive = Path.of("/var/cache/iotrace", "root-" + suite + "-" + sum + ".tar");
    RealKernel.run(SCRIPT.toString(), suite, packages, archive.toString());
    return archive;
  }
}
