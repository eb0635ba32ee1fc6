package dev.iotrace.probe;

import java.util.Set;

/// Up to when one process has printed all that its probes told.
///
/// The kernel hands lines over by a buffer for each CPU. Each comes in order, but a backend that
/// does not get to run, or that reads one buffer for long, lets the others wait for seconds. So
/// bpftrace's own waiting beats: it reads in rounds, each begins with `epoll_wait` (or two, where a
/// ring buffer is read besides; `poll_output`, src/bpftrace.cpp), and a probe tells of that, ten
/// times a second at most. What happened before a round began is read in that round at the latest,
/// and the next beat but one is of a later round: when that is printed, all before the first is. No
/// clock of ours is asked: a busy machine makes it late, not wrong.
///
/// @see KeptLines lines that wait in maps instead, until they are swept
final class Watermark {
  /// The architectures whose system call epoll_wait(2) is `epoll_pwait`.
  private static final Set<String> NEW = Set.of("aarch64", "riscv64", "loongarch64");

  private static final String BEGIN = "BEGIN {";
  private static final String BEAT =
      """

      tracepoint:syscalls:sys_enter_%s /pid == @reader && nsecs - @beat > 100000000/ {
        @beat = nsecs;
        printf("beat %%llu\\n", @beat);
      }
      """;

  private final boolean sweeps;
  private final long[] beatsNs = new long[3];
  private final long[] sweepsNs = new long[2];
  private boolean moved;

  /// @param sweeps whether lines are kept and swept besides
  Watermark(boolean sweeps) {
    this.sweeps = sweeps;
  }

  /// The same script for bpftrace, beating. `BEGIN` is run by bpftrace itself.
  static ProbeScript beating(ProbeScript script) {
    String text = script.text();
    String own = BEGIN + " @reader = pid;";
    String marked = text.contains(BEGIN) ? text.replace(BEGIN, own) : text + "\n" + own + " }\n";
    String arch = System.getProperty("os.arch");
    String old = NEW.contains(arch) ? "" : BEAT.formatted("epoll_wait");
    return new ProbeScript(
        script.name(), marked + old + BEAT.formatted("epoll_pwait"), script.kept());
  }

  /// It began to wait.
  void beat(long ns) {
    shift(beatsNs, ns);
  }

  /// It swept one half of what it keeps. That had been at rest since after the sweep before.
  void swept(long ns) {
    shift(sweepsNs, ns);
  }

  private void shift(long[] lastNs, long ns) {
    System.arraycopy(lastNs, 1, lastNs, 0, lastNs.length - 1);
    lastNs[lastNs.length - 1] = ns;
    moved = true;
  }

  /// Whether something has been told since the last call.
  boolean moved() {
    boolean now = moved;
    moved = false;
    return now;
  }

  /// In kernel time; 0 while it is not known.
  long ns() {
    return sweeps ? Math.min(beatsNs[0], sweepsNs[0]) : beatsNs[0];
  }

  /// The newest beat.
  long newestNs() {
    return beatsNs[beatsNs.length - 1];
  }
}
