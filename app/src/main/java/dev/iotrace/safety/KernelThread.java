package dev.iotrace.safety;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A thread of the kernel's own and the CPU time that it has taken so far.
///
/// What tells it from a process is the flag `PF_KTHREAD` (include/linux/sched.h), the ninth field
/// of `/proc/PID/stat`: a process can give itself any name.
///
/// @param id its process id
/// @param startTicks when it began; with the id it names one thread, as ids come again
/// @param name as proc(5) shows it; that of a worker ends in what it does (`+`) or did last (`-`),
///   `kworker/u8:7-flush-254:0` (`wq_worker_comm`, kernel/workqueue.c)
/// @param cpuNs on a CPU since it began: by `/proc/PID/schedstat` (Documentation/scheduler/
///   sched-stats.rst) where the kernel has it, else by utime and stime, which are ticks of 10 ms
record KernelThread(long id, long startTicks, String name, long cpuNs) {
  private static final long PF_KTHREAD = 0x0020_0000;

  /// `USER_HZ`, in which the kernel shows ticks to all programs (include/asm-generic/param.h).
  private static final long TICK_NS = 1_000_000_000L / 100;

  /// Fields behind the name, which is the second: the state is number 0 here.
  private static final int FLAGS = 6;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int START_TICKS = 19;

  /// Reads `/proc/PID`; empty when it is no kernel thread, or has ended.
  static Optional<KernelThread> read(Path process) {
    Optional<KernelThread> thread =
        text(process.resolve("stat")).filter(it -> !it.isEmpty()).flatMap(KernelThread::parse);
    return thread.map(it -> text(process.resolve("schedstat")).map(it::withSchedule).orElse(it));
  }

  /// Byte by byte, for a name need not be UTF-8.
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException endedOrMissing) {
      return Optional.empty();
    }
  }

  /// Reads the text of `stat`. The name stands between the first `(` and the last `)`, and may hold
  /// blanks, parentheses and line feeds; what follows is numbers and one letter.
  ///
  /// @throws IllegalArgumentException when it is not such a text
  static Optional<KernelThread> parse(String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new IllegalArgumentException("no name in parentheses: " + stat);
    }
    String[] fields = stat.substring(close + 1).strip().split(" ", -1);
    if (fields.length <= START_TICKS) {
      throw new IllegalArgumentException("too short: " + stat);
    }
    if ((Long.parseLong(fields[FLAGS]) & PF_KTHREAD) == 0) {
      return Optional.empty();
    }
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return Optional.of(
        new KernelThread(
            Long.parseLong(stat.substring(0, open).strip()),
            Long.parseLong(fields[START_TICKS]),
            stat.substring(open + 1, close),
            ticks * TICK_NS));
  }

  /// The same, with the first number of `schedstat` for its CPU time.
  KernelThread withSchedule(String schedstat) {
    String spent = schedstat.strip().split(" ", 2)[0];
    return spent.isEmpty() ? this : new KernelThread(id, startTicks, name, Long.parseLong(spent));
  }
}
