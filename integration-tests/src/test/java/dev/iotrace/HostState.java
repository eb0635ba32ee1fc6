package dev.iotrace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// What a scratch file system may leave behind below one directory, as the kernel shows it.
@NullMarked
public final class HostState {
  private HostState() {}

  /// The mounts, loop devices and files below the directory, a line each.
  public static List<String> below(Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    String mounts = read(Path.of("/proc/self/mountinfo"));
    mounts.lines().filter(it -> it.contains(directory.toString())).forEach(found::add);
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.toList()) {
        Path backing = device.resolve("loop/backing_file");
        String file = backingFile(backing);
        if (file.startsWith(directory.toString())) {
          found.add(device + " " + file);
        }
      }
    }
    Files.walkFileTree(directory, new Listing(directory, found));
    return found;
  }

  /// Files and directories, also while a program makes and removes them: what goes between the
  /// directory's listing and the look at it is not there.
  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<String> found;

    Listing(Path root, List<String> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (!directory.equals(root)) {
        found.add(directory.toString());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.add(file.toString());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException && !file.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  /// The file of a loop device; empty when it has none, or has just lost it (ENODEV).
  private static String backingFile(Path backing) {
    try {
      return read(backing);
    } catch (IOException gone) {
      return "";
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
