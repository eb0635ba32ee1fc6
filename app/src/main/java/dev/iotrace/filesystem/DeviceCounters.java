package dev.iotrace.filesystem;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.SectorRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk's counters since boot, `/sys/block/DEV/stat` (Documentation/block/stat.rst), or what they
/// grew by. They move when a request completes, so read them while nothing is in flight.
///
/// Times are milliseconds. The kernel keeps 32 bits of each (`part_stat_show`, block/genhd.c), so
/// only a difference means something: see [#minus].
///
/// @param flushed flush requests; [Flushed#UNKNOWN] where the kernel does not count them (before
///   5.5)
/// @param inFlight requests issued and not completed
/// @param busyMs time during which something was in flight, `io_ticks`; the sum over several disks
///   may be more than the time that passed
/// @param queuedMs time in flight of all requests together, flushes included, `time_in_queue`
public record DeviceCounters(
    Transfers reads,
    Transfers writes,
    Transfers discards,
    Flushed flushed,
    long inFlight,
    long busyMs,
    long queuedMs) {
  private static final int IN_FLIGHT = 8;
  private static final int IO_TICKS = 9;
  private static final int TIME_IN_QUEUE = 10;
  private static final int DISCARDS = 11;
  private static final int FLUSHES = 15;

  /// One kind of requests that move bytes.
  ///
  /// @param requests completed
  /// @param merges bios that were merged with a request already waiting
  /// @param waitMs from a request's start to its completion, of all together
  public record Transfers(long requests, long merges, long bytes, long waitMs) {
    static final Transfers NONE = new Transfers(0, 0, 0, 0);

    private static final int MERGES = 1;
    private static final int SECTORS = 2;
    private static final int TICKS = 3;

    private static Transfers parse(String[] fields, int first) {
      return new Transfers(
          number(fields, first),
          number(fields, first + MERGES),
          number(fields, first + SECTORS) * SectorRange.SECTOR_BYTES,
          number(fields, first + TICKS));
    }

    private Transfers plus(Transfers other) {
      return new Transfers(
          requests + other.requests,
          merges + other.merges,
          bytes + other.bytes,
          waitMs + other.waitMs);
    }

    private Transfers minus(Transfers before) {
      return new Transfers(
          requests - before.requests,
          merges - before.merges,
          bytes - before.bytes,
          elapsedMs(before.waitMs, waitMs));
    }
  }

  /// Flushes of the device's cache.
  ///
  /// @param requests completed; -1 where the kernel does not count them
  /// @param waitMs from their start to their completion, of all together
  public record Flushed(long requests, long waitMs) {
    static final Flushed UNKNOWN = new Flushed(-1, 0);

    /// Whether the kernel counts them.
    public boolean known() {
      return requests >= 0;
    }

    private Flushed plus(Flushed other) {
      return known() && other.known()
          ? new Flushed(requests + other.requests, waitMs + other.waitMs)
          : UNKNOWN;
    }

    private Flushed minus(Flushed before) {
      return known() && before.known()
          ? new Flushed(requests - before.requests, elapsedMs(before.waitMs, waitMs))
          : UNKNOWN;
    }
  }

  /// Where the kernel shows a disk's.
  static Path file(HostTree host, String disk) {
    return host.path("sys/block/" + disk + "/stat");
  }

  /// Reads them now.
  public static DeviceCounters read(HostTree host, String disk) {
    Path file = file(host, disk);
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// The text of such a file.
  ///
  /// @throws NumberFormatException when it is none
  public static DeviceCounters parse(String text) {
    String[] fields = text.strip().split("\\s+");
    return new DeviceCounters(
        Transfers.parse(fields, 0),
        Transfers.parse(fields, 4),
        fields.length >= DISCARDS + 4 ? Transfers.parse(fields, DISCARDS) : Transfers.NONE,
        fields.length > FLUSHES + 1
            ? new Flushed(number(fields, FLUSHES), number(fields, FLUSHES + 1))
            : Flushed.UNKNOWN,
        // Not parsed as unsigned: the kernel may count one below zero for a moment.
        Long.parseLong(fields[IN_FLIGHT]),
        number(fields, IO_TICKS),
        number(fields, TIME_IN_QUEUE));
  }

  /// Those of two disks together.
  public DeviceCounters plus(DeviceCounters other) {
    return new DeviceCounters(
        reads.plus(other.reads),
        writes.plus(other.writes),
        discards.plus(other.discards),
        flushed.plus(other.flushed),
        inFlight + other.inFlight,
        busyMs + other.busyMs,
        queuedMs + other.queuedMs);
  }

  /// What they grew by since an earlier reading; in flight is what is so at this one.
  ///
  /// @param before less than 49 days of waiting ago, or the times are too short
  public DeviceCounters minus(DeviceCounters before) {
    return new DeviceCounters(
        reads.minus(before.reads),
        writes.minus(before.writes),
        discards.minus(before.discards),
        flushed.minus(before.flushed),
        inFlight,
        elapsedMs(before.busyMs, busyMs),
        elapsedMs(before.queuedMs, queuedMs));
  }

  /// Bytes read.
  public long readBytes() {
    return reads.bytes;
  }

  /// Bytes written.
  public long writeBytes() {
    return writes.bytes;
  }

  /// Bytes discarded.
  public long discardBytes() {
    return discards.bytes;
  }

  /// Flush requests; -1 where the kernel does not count them.
  public long flushes() {
    return flushed.requests;
  }

  /// As a trace keeps them.
  public Counters toEvent() {
    return new Counters(writeBytes(), readBytes(), flushes(), inFlight);
  }

  private static long number(String[] fields, int index) {
    return Long.parseUnsignedLong(fields[index]);
  }

  /// The sum of several such counters wraps as each of them does.
  private static long elapsedMs(long before, long after) {
    return (after - before) & 0xffff_ffffL;
  }
}
