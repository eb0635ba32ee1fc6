package dev.iotrace.probe;

/// How much of what a probe prints may wait in the kernel until bpftrace reads it: one buffer for
/// each CPU and each probe process, which cannot be swapped out. What does not fit is lost, and
/// counted.
///
/// An event takes 60 to 250 bytes, and bpftrace 0.17 reads some 60,000 a second, whatever the load
/// makes: so the buffer is for bursts.
///
/// @param pages of 4 KiB for each CPU, a power of two: what `perf_event_open(2)` can map
public record BufferSize(int pages) {
  private static final int PAGE_BYTES = 4096;
  private static final int ALL_CPUS_PAGES = 1 << 14;
  private static final int FEWEST_PAGES = 1 << 6;
  private static final int MOST_PAGES = 1 << 11;

  /// The most that can be asked for, in bytes: 1 GiB for each CPU.
  public static final long MOST_BYTES = 1L << 30;

  /// So many bytes for each CPU, or the next power of two.
  ///
  /// @param bytes 1 to [#MOST_BYTES]
  public static BufferSize ofBytes(long bytes) {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
    }
    int pages = Math.toIntExact((bytes + PAGE_BYTES - 1) / PAGE_BYTES);
    int power = Integer.highestOneBit(pages);
    return new BufferSize(power == pages ? pages : 2 * power);
  }

  /// What is taken unless something is asked for: 64 MiB for all CPUs together, but for each no
  /// more than 8 MiB and no less than 256 KiB.
  public static BufferSize usual(int cpus) {
    int pages = Integer.highestOneBit(Math.max(1, ALL_CPUS_PAGES / cpus));
    return new BufferSize(Math.clamp(pages, FEWEST_PAGES, MOST_PAGES));
  }

  /// The same for this machine.
  public static BufferSize usual() {
    return usual(Runtime.getRuntime().availableProcessors());
  }
}
