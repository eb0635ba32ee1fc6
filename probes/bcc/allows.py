#!/usr/bin/python3 -I
"""allows.py - what bcc can do on this kernel: its version, then the ways to see calls that work.

USAGE: sudo ./allows.py

It tries, for bcc's own answer (BPF.support_kfunc) is yes on kernels that refuse calls-fentry.c: those
without kprobes, and those before 5.17, where a program cannot have the position.
"""

import bcc

WAYS = {
    "fentry": """
KFUNC_PROBE(vfs_write, void *file, const char *from, size_t bytes, loff_t *position) {
  loff_t *volatile used = position;
  return 0;
}
""",
    "kprobe": "int kprobe__vfs_write(void *context) { return 0; }",
}


def works(program):
    try:
        bcc.BPF(text=program).cleanup()
        return True
    except Exception:
        return False


print("bcc", bcc.__version__, *[way for way, program in WAYS.items() if works(program)], "syscalls")
