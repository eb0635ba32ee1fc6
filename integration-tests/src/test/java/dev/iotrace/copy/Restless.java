package dev.iotrace.copy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// Somebody who cuts a file and makes it longer again, as fast as that goes.
final class Restless implements AutoCloseable {
  private final Thread thread;

  private Restless(Thread thread) {
    this.thread = thread;
  }

  static Restless begin(Path file, long bytes) {
    Thread thread = Thread.ofPlatform().daemon().start(() -> disturb(file, bytes));
    return new Restless(thread);
  }

  private static void disturb(Path path, long bytes) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      for (long cut = 1; !Thread.currentThread().isInterrupted(); cut += 7_777_777) {
        file.setLength(cut % bytes);
        file.setLength(bytes);
        Thread.sleep(2);
      }
    } catch (InterruptedException ended) {
      // Enough.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
