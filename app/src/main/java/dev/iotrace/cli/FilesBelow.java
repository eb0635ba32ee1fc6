package dev.iotrace.cli;

import static java.util.stream.Collectors.joining;

import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.FileNamed;
import dev.iotrace.event.IoEvent;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The files below some directories of one file system, and on no other: what they are called, and
/// where they stand on the device. There may be too many to look at all.
final class FilesBelow extends SimpleFileVisitor<Path> {
  /// Looking at a file takes some ten microseconds.
  static final int MOST = 50_000;

  private final List<Path> directories;
  private final boolean mapped;
  private final long device;
  private final List<LongFunction<IoEvent>> events = new ArrayList<>();
  private int seen;

  private FilesBelow(List<Path> directories, boolean mapped, long device) {
    this.directories = List.copyOf(directories);
    this.mapped = mapped;
    this.device = device;
  }

  /// The names of all, and of regular files the extents.
  static FilesBelow mapped(Path directory) throws IOException {
    return look(List.of(directory), true);
  }

  /// The same, before probes are attached: reading a directory changes when it was read last. That,
  /// and all else that is dirty, goes to the disk now, for it is nobody's who is traced.
  ///
  /// @param directories all of one file system
  static FilesBelow settled(List<Path> directories, Progress progress) throws IOException {
    FilesBelow files = look(directories, true);
    if (files.tooMany()) {
      progress.say(
          "more than "
              + MOST
              + " files below "
              + directories.stream().map(Path::toString).collect(joining(" and "))
              + ": not all are known by name and place; name a smaller directory by --target");
    }
    try (FileDescriptor open = Fcntl.open(directories.getFirst(), OpenFlags.O_RDONLY)) {
      Unistd.syncfs(open);
    }
    return files;
  }

  /// The names of all that are there by now.
  FilesBelow namedNow() throws IOException {
    return look(directories, false);
  }

  private static FilesBelow look(List<Path> directories, boolean mapped) throws IOException {
    long device = number(attributes(directories.getFirst()), "dev");
    FilesBelow files = new FilesBelow(directories, mapped, device);
    for (Path directory : directories) {
      if (!files.tooMany()) {
        Files.walkFileTree(directory, files);
      }
    }
    return files;
  }

  /// What was found, as events of that time.
  List<IoEvent> at(long timeNs) {
    return events.stream().map(each -> each.apply(timeNs)).toList();
  }

  /// Whether there were more than [#MOST].
  boolean tooMany() {
    return seen > MOST;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
    return look(path, FileVisitResult.SKIP_SUBTREE);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    return look(file, FileVisitResult.CONTINUE);
  }

  /// It went meanwhile, or is not for us.
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  /// A directory that changed while it was read.
  @Override
  public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) {
    return FileVisitResult.CONTINUE;
  }

  /// @param elsewhere what to do with one that is gone or on another file system
  private FileVisitResult look(Path path, FileVisitResult elsewhere) {
    try {
      Map<String, Object> attributes = attributes(path);
      return number(attributes, "dev") == device ? look(path, attributes) : elsewhere;
    } catch (IOException gone) {
      return elsewhere;
    }
  }

  private FileVisitResult look(Path path, Map<String, Object> attributes) {
    if (++seen > MOST) {
      return FileVisitResult.TERMINATE;
    }
    long inode = number(attributes, "ino");
    String name = path.toString();
    events.add(timeNs -> new FileNamed(timeNs, inode, name));
    if (mapped && Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
      map(path, inode, number(attributes, "size"));
    }
    return FileVisitResult.CONTINUE;
  }

  private void map(Path path, long inode, long size) {
    try (FileDescriptor file = Fcntl.open(path, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW)) {
      for (ExtentMapped each : MappedFile.extents(file, inode, size)) {
        events.add(each::at);
      }
    } catch (ErrnoException goneOrNotForUs) {
      // Then its pages are known by the inode alone.
    }
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(path, "unix:ino,dev,size,isRegularFile", LinkOption.NOFOLLOW_LINKS);
  }

  private static long number(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    return value instanceof Number number ? number.longValue() : -1;
  }
}
