package dev.iotrace.probe;

/// How logical writes are seen in the kernel, best first.
public enum LogicalProbe {
  /// `vfs_write` with inode and offset, by a BPF trampoline: needs BTF and kernel support.
  FENTRY("fentry:vfs_write", "calls-fentry"),
  /// `vfs_write` with inode and offset, by a breakpoint: needs `CONFIG_KPROBES`.
  KPROBE("kprobe:vfs_write", "calls-kprobe"),
  /// System call entry and exit; no inode, no offset of a plain `write`.
  SYSCALLS("tracepoint:syscalls", "calls-syscalls");

  private final String word;
  private final String probe;

  LogicalProbe(String word, String probe) {
    this.word = word;
    this.probe = probe;
  }

  /// The name in a trace's header and in the report.
  public String word() {
    return word;
  }

  /// The probe that does it.
  String probe() {
    return probe;
  }
}
