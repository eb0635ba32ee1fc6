package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import java.time.Duration;

/// The writes, one like the other.
///
/// @param call which one
/// @param bytes of each write
/// @param count how many
/// @param offset of the first place in the file; when appending, 0
/// @param interval from the start of one write to the start of the next; zero for at once
/// @param seed of the bytes and of [Pattern#RANDOM]
public record WritePlan(
    Syscall call,
    long bytes,
    long count,
    long offset,
    Pattern pattern,
    Duration interval,
    long seed) {
  /// `MAX_RW_COUNT` of `linux/fs.h` with pages of 4 KiB: no call writes more.
  static final long BYTES_MAX = 0x7ffff000;

  /// `/proc/sys/fs/pipe-max-size` as the kernel sets it.
  static final long PIPE_BYTES_MAX = 1 << 20;

  public WritePlan {
    if (!call.writes()) {
      throw WorkloadRefused.usage("--syscall " + call.word(), "it writes nothing", "name a write");
    }
    if (bytes < 1 || bytes > BYTES_MAX) {
      throw WorkloadRefused.usage(
          "--bytes " + bytes,
          "one call writes 1 to " + BYTES_MAX + " bytes",
          "for more, repeat it with --count");
    }
    if (call == Syscall.SPLICE && bytes > PIPE_BYTES_MAX) {
      throw WorkloadRefused.usage(
          "--bytes " + bytes + " with --syscall splice",
          "a pipe holds at most " + PIPE_BYTES_MAX + " bytes",
          "for more, repeat it with --count");
    }
    if (count < 1) {
      throw WorkloadRefused.usage("--count " + count, "it writes nothing", "give 1 or more");
    }
    if (offset < 0) {
      throw WorkloadRefused.usage("--offset " + offset, "a file begins at 0", "give 0 or more");
    }
    if (interval.isNegative()) {
      throw WorkloadRefused.usage("--interval " + interval, "time runs forward", "give 0 or more");
    }
    if (Math.multiplyHigh(bytes, count) != 0 || bytes * count < 0 || offset + bytes * count < 0) {
      throw WorkloadRefused.usage(
          "--bytes " + bytes + " --count " + count + " --offset " + offset,
          "the last byte is beyond 2^63",
          "write less");
    }
  }

  /// So many bytes, once, by `write`.
  public static WritePlan once(long bytes) {
    return new WritePlan(Syscall.WRITE, bytes, 1, 0, Pattern.SEQ, Duration.ZERO, 0);
  }

  /// The bytes of all places together.
  public long spanBytes() {
    return pattern == Pattern.SAME ? bytes : bytes * count;
  }

  /// The first byte behind the last place.
  public long end() {
    return offset + spanBytes();
  }
}
