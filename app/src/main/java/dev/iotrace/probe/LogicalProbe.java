package dev.iotrace.probe;

/// How logical writes are seen in the kernel, best first.
public enum LogicalProbe {
  /// `vfs_write` with inode and offset, by a BPF trampoline: needs BTF and kernel support.
  FENTRY("fentry:vfs_write", "calls-fentry.bt"),
  /// `vfs_write` with inode and offset, by a breakpoint: needs `CONFIG_KPROBES`.
  KPROBE("kprobe:vfs_write", "calls-kprobe.bt"),
  /// System call entry and exit; no inode, no offset of a plain `write`.
  SYSCALLS("tracepoint:syscalls", "calls-syscalls.bt");

  private final String word;
  private final String script;

  LogicalProbe(String word, String script) {
    this.word = word;
    this.script = script;
  }

  /// The name in a trace's header and in the report.
  public String word() {
    return word;
  }

  /// The script that does it.
  String script() {
    return script;
  }
}
