package dev.iotrace.machine;

import java.util.List;

/// A workload for a cell.
enum Experiment {
  FOUR_BYTES("four-bytes", 4, "--bytes 4 --sync fsync"),
  PRIME("23-writes", 23 * 4096, "--bytes 4096 --count 23 --sync fsync --sync-every 7"),
  FENTRY("fentry", 4, "--bytes 4 --sync fsync --logical-probe fentry"),
  KPROBE("kprobe", 4, "--bytes 4 --sync fsync --logical-probe kprobe"),
  SYSCALLS("syscalls", 4, "--bytes 4 --sync fsync --logical-probe syscalls"),
  BCC("bcc", 4, "--bytes 4 --sync fsync --backend bcc");

  /// In every cell.
  static final List<Experiment> EVERYWHERE = List.of(FOUR_BYTES, PRIME);

  /// In one cell: the same bytes and causes, whoever sees the calls, and however. bpftrace 0.11 has
  /// no fentry on Linux 5.10.
  static List<Experiment> probes(Suite suite) {
    return suite == Suite.BULLSEYE
        ? List.of(KPROBE, SYSCALLS, BCC)
        : List.of(FENTRY, KPROBE, SYSCALLS, BCC);
  }

  /// Emulation is slow: what a disk does in a millisecond takes long to be traced.
  private static final String ALWAYS = " --settle sync --timeout 90s";

  /// Its name in files.
  final String word;

  /// Logical bytes.
  final long bytes;

  private final String options;

  Experiment(String word, long bytes, String options) {
    this.word = word;
    this.bytes = bytes;
    this.options = options;
  }

  String options() {
    return options + ALWAYS;
  }
}
