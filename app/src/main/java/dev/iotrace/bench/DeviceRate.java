package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.DeviceCounters.Flushed;
import dev.iotrace.filesystem.DeviceCounters.Transfers;
import org.jspecify.annotations.Nullable;

/// What a device did in a stretch of time, in the figures of
/// [iostat(1)](https://man7.org/linux/man-pages/man1/iostat.1.html), as sysstat works them out
/// (`write_ext_stat`, iostat.c; `compute_ext_disk_stats`, rd_stats.c).
///
/// What waited is 0 where nothing was completed.
///
/// @param kibPerTransfer `areq-sz`, KB/t of the BSDs: KiB of each request, reads, writes and
///   discards together
/// @param transfersPerS `tps`: requests of these kinds completed in a second; flushes are none
/// @param mbPerS 10^6 bytes read and written in a second
/// @param readAwaitMs `r_await`: of each read, from its start to its completion
/// @param writeAwaitMs `w_await`
/// @param queueLength `aqu-sz`: requests in flight, on average, flushes included
/// @param utilPercent `%util`: part of the time with something in flight; of several disks on
///   average, as for a group (`iostat -g`). A disk that works on many requests at once is not
///   saturated at 100
/// @param writeMergesPerS `wrqm/s`: writes that were merged with one already waiting
/// @param flushesPerS `f/s`: flush requests completed; null where the kernel does not count them
///   (before 5.5)
/// @param flushAwaitMs `f_await`; null likewise
public record DeviceRate(
    double kibPerTransfer,
    double transfersPerS,
    double mbPerS,
    double readAwaitMs,
    double writeAwaitMs,
    double queueLength,
    double utilPercent,
    double writeMergesPerS,
    @Nullable Double flushesPerS,
    @Nullable Double flushAwaitMs) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double MB = 1e6;
  private static final double KIB = 1024;

  /// @param change what the counters grew by, see [DeviceCounters#minus]
  /// @param elapsedNs in so long, more than 0
  /// @param disks of how many disks together
  public static DeviceRate of(DeviceCounters change, long elapsedNs, int disks) {
    if (elapsedNs <= 0 || disks < 1) {
      throw new IllegalArgumentException(disks + " disks in " + elapsedNs + " ns");
    }
    double seconds = elapsedNs / NANOS_PER_SECOND;
    Transfers reads = change.reads();
    Transfers writes = change.writes();
    Transfers discards = change.discards();
    long transfers = reads.requests() + writes.requests() + discards.requests();
    long bytes = reads.bytes() + writes.bytes() + discards.bytes();
    Flushed flushes = change.flushed();
    return new DeviceRate(
        each(bytes, transfers) / KIB,
        transfers / seconds,
        (reads.bytes() + writes.bytes()) / seconds / MB,
        each(reads.waitMs(), reads.requests()),
        each(writes.waitMs(), writes.requests()),
        change.queuedMs() / MILLIS_PER_SECOND / seconds,
        100 * change.busyMs() / MILLIS_PER_SECOND / seconds / disks,
        writes.merges() / seconds,
        flushes.known() ? flushes.requests() / seconds : null,
        flushes.known() ? each(flushes.waitMs(), flushes.requests()) : null);
  }

  private static double each(long sum, long requests) {
    return requests <= 0 ? 0 : (double) sum / requests;
  }
}
