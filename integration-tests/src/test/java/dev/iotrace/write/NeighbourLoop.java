package dev.iotrace.write;

import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A process that does one thing to a file, again and again, until its stdin ends.
///
/// Arguments: `write` (4,096 bytes and fsync), `names` (makes it, renames it, links it, removes
/// both) or `sync` (syncfs); the file; the name of the thread that does it, which Linux shows as
/// its comm; how many milliseconds it rests after each.
final class NeighbourLoop {
  private static final int BLOCK_BYTES = 4096;
  private static final int BLOCKS = 16;

  private NeighbourLoop() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    Duration rest = Duration.ofMillis(Long.parseLong(arguments[3]));
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(arguments[2])
            .unstarted(() -> loop(arguments[0], file, rest));
    thread.start();
    int endOfInput = System.in.read();
    System.exit(endOfInput);
  }

  private static void loop(String what, Path file, Duration rest) {
    try {
      switch (what) {
        case "write" -> write(file, rest);
        case "names" -> names(file, rest);
        default -> sync(file, rest);
      }
    } catch (IOException | InterruptedException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void write(Path file, Duration rest) throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long i = 0; ; i++) {
        channel.write(ByteBuffer.allocate(BLOCK_BYTES), i % BLOCKS * BLOCK_BYTES);
        channel.force(true);
        done(rest);
      }
    }
  }

  private static void names(Path file, Duration rest) throws IOException, InterruptedException {
    Path renamed = file.resolveSibling(file.getFileName() + "-renamed");
    Path linked = file.resolveSibling(file.getFileName() + "-linked");
    while (true) {
      Files.write(file, new byte[BLOCK_BYTES]);
      Files.move(file, renamed);
      Files.createLink(linked, renamed);
      Files.delete(renamed);
      Files.delete(linked);
      done(rest);
    }
  }

  private static void sync(Path file, Duration rest) throws IOException, InterruptedException {
    try (FileDescriptor open = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      while (true) {
        Unistd.syncfs(open);
        done(rest);
      }
    }
  }

  /// Says so, and leaves the device a moment of rest.
  private static void done(Duration rest) throws InterruptedException {
    System.out.println();
    Thread.sleep(rest);
  }
}
