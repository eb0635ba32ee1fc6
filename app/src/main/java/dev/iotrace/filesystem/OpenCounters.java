package dev.iotrace.filesystem;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.CounterRead.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The disks' counters, `/sys/block/DEV/stat`, kept open: a reading takes microseconds, so that on
/// a busy disk some fall between two requests. The kernel writes the text anew for each read at
/// offset 0 (`kernfs_seq_show`, fs/kernfs/file.c).
public final class OpenCounters implements AutoCloseable {
  private static final int MOST_BYTES = 512;

  private final LongSupplier clock;
  private final List<Path> paths;
  private final List<FileChannel> files = new ArrayList<>();
  private final List<ByteBuffer> texts = new ArrayList<>();

  private OpenCounters(List<Path> paths, LongSupplier clock) {
    this.paths = paths;
    this.clock = clock;
  }

  /// Opens those of these disks.
  ///
  /// @param clock the kernel's time, in nanoseconds
  /// @throws UncheckedIOException when one is not there
  public static OpenCounters of(HostTree host, List<String> disks, LongSupplier clock) {
    List<Path> paths = disks.stream().map(disk -> DeviceCounters.file(host, disk)).toList();
    OpenCounters opened = new OpenCounters(paths, clock);
    for (Path path : paths) {
      try {
        opened.files.add(FileChannel.open(path, StandardOpenOption.READ));
        opened.texts.add(ByteBuffer.allocateDirect(MOST_BYTES));
      } catch (IOException e) {
        opened.close();
        throw new UncheckedIOException("cannot read " + path, e);
      }
    }
    return opened;
  }

  /// Reads them now, added up.
  ///
  /// @throws UncheckedIOException when a disk is gone
  public CounterRead read(Moment moment) {
    texts.forEach(ByteBuffer::clear);
    long beforeNs = clock.getAsLong();
    for (int i = 0; i < files.size(); i++) {
      try {
        files.get(i).read(texts.get(i), 0);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + paths.get(i), e);
      }
    }
    long afterNs = clock.getAsLong();
    DeviceCounters sum =
        texts.stream()
            .map(text -> StandardCharsets.US_ASCII.decode(text.flip()).toString())
            .map(DeviceCounters::parse)
            .reduce(DeviceCounters::plus)
            .orElseThrow();
    return new CounterRead(beforeNs, afterNs, moment, sum.toEvent());
  }

  @Override
  public void close() {
    for (FileChannel file : files) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the counters", e);
      }
    }
  }
}
