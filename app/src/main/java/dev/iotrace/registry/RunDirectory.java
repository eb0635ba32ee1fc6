package dev.iotrace.registry;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The private directory that entries live in. What is written there makes root unmount and unlink
/// things, so nobody else may have made it or be able to write to it.
final class RunDirectory {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private RunDirectory() {}

  /// Makes the directory if it is missing, and refuses one that is not ours alone.
  static Path prepare(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      create(absolute);
      String fault = fault(absolute);
      if (!fault.isEmpty()) {
        throw refused(absolute, fault, "remove it, or name another by IOTRACE_RUN_DIR");
      }
      return absolute.toRealPath();
    } catch (IOException e) {
      throw refused(absolute, e.toString(), "run as root, or name another by IOTRACE_RUN_DIR");
    }
  }

  private static void create(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileAlreadyExistsException expected) {
      // The check that follows decides whether it is ours.
    }
  }

  private static String fault(Path directory) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      return "it is not a directory";
    }
    Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      return "it belongs to another user";
    }
    boolean shared = found.permissions().stream().anyMatch(OTHERS_WRITE::contains);
    return shared ? "other users can write to it" : "";
  }

  private static RegistryRefused refused(Path directory, String why, String mend) {
    return new RegistryRefused("cannot keep the registry of runs in " + directory, why, mend);
  }
}
