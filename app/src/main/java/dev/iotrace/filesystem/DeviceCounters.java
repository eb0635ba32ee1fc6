package dev.iotrace.filesystem;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.SectorRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk's counters since boot, `/sys/block/DEV/stat` (Documentation/block/stat.rst). They move
/// when a request completes, so read them while nothing is in flight.
///
/// @param flushes flush requests completed; -1 where the kernel does not count them (before 5.5)
/// @param inFlight requests issued and not completed
public record DeviceCounters(
    long readBytes, long writeBytes, long discardBytes, long flushes, long inFlight) {
  private static final int READ_SECTORS = 2;
  private static final int WRITE_SECTORS = 6;
  private static final int IN_FLIGHT = 8;
  private static final int DISCARD_SECTORS = 13;
  private static final int FLUSHES = 15;

  /// Reads them now.
  public static DeviceCounters read(HostTree host, String disk) {
    Path file = host.path("sys/block/" + disk + "/stat");
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static DeviceCounters parse(String text) {
    String[] fields = text.strip().split("\\s+");
    return new DeviceCounters(
        bytes(fields, READ_SECTORS),
        bytes(fields, WRITE_SECTORS),
        fields.length > DISCARD_SECTORS ? bytes(fields, DISCARD_SECTORS) : 0,
        fields.length > FLUSHES ? Long.parseLong(fields[FLUSHES]) : -1,
        Long.parseLong(fields[IN_FLIGHT]));
  }

  /// Those of two disks together.
  DeviceCounters plus(DeviceCounters other) {
    return new DeviceCounters(
        readBytes + other.readBytes,
        writeBytes + other.writeBytes,
        discardBytes + other.discardBytes,
        flushes < 0 || other.flushes < 0 ? -1 : flushes + other.flushes,
        inFlight + other.inFlight);
  }

  /// As a trace keeps them.
  public Counters toEvent() {
    return new Counters(writeBytes, readBytes, flushes, inFlight);
  }

  private static long bytes(String[] fields, int index) {
    return Long.parseUnsignedLong(fields[index]) * SectorRange.SECTOR_BYTES;
  }
}
