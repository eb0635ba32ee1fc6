/*
 * calls-fentry.c - the calls of one thread that write or sync, vfs_write by fentry.
 *
 * USAGE: sudo ./trace.py FSDEV DISKDEV TID NOJOURNAL NOCOMPLETE < calls-fentry.c
 *
 *   The parameters and the lines are those of calls-fentry.bt, whose header explains them.
 *
 * A write of 4 bytes and an fsync by thread 464, Linux 6.1, bcc 0.26:
 *
 *   enter 131609257527 464 write 12 0 4
 *   return 131612698367 464 write 4
 *   enter 131615307117 464 fsync 0 0 0
 *   return 131645373487 464 fsync 0
 *
 * HOW TO READ IT: as calls-fentry.bt.
 * KEYS: thread id; one thread is in one call at a time.
 * NOT SEEN: stores into a mapping: no call is made for them. msync shows.
 * FLOOR: Linux 5.17 with BTF, fentry and its headers, bcc 0.18. Older kernels give no program a
 * pointer to a number, here the position (btf_ctx_access, kernel/bpf/btf.c).
 * OVERHEAD: two printed lines a call; what one costs says block.c.
 */

#include <linux/fs.h>

KFUNC_PROBE(vfs_write, struct file *file, const char *from, size_t bytes, loff_t *position) {
  if (thread() == TID) {
    u64 inode = file->f_inode->i_ino;
    loff_t offset = 0;
    bpf_probe_read_kernel(&offset, sizeof(offset), position);
    PRINT("enter %llu %d write %llu %lld %llu", now(), thread(), inode, offset, bytes);
  }
  return 0;
}
KRETFUNC_PROBE(vfs_write, struct file *file, const char *from, size_t bytes, loff_t *position,
               ssize_t result) {
  if (thread() == TID) PRINT("return %llu %d write %lld", now(), thread(), result);
  return 0;
}

TRACEPOINT_PROBE(syscalls, sys_enter_writev) {
  if (thread() == TID) PRINT("enter %llu %d writev 0 -1 0", now(), thread());
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_writev) {
  if (thread() == TID) PRINT("return %llu %d writev %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_pwritev2) {
  if (thread() == TID) PRINT("enter %llu %d pwritev2 0 %lld 0", now(), thread(), args->pos_l);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_pwritev2) {
  if (thread() == TID) PRINT("return %llu %d pwritev2 %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_sendfile64) {
  if (thread() == TID) PRINT("enter %llu %d sendfile 0 -1 %llu", now(), thread(), args->count);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_sendfile64) {
  if (thread() == TID) PRINT("return %llu %d sendfile %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_splice) {
  if (thread() == TID) PRINT("enter %llu %d splice 0 -1 %llu", now(), thread(), args->len);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_splice) {
  if (thread() == TID) PRINT("return %llu %d splice %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_copy_file_range) {
  if (thread() == TID) PRINT("enter %llu %d copy_file_range 0 -1 %llu", now(), thread(), args->len);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_copy_file_range) {
  if (thread() == TID) PRINT("return %llu %d copy_file_range %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_fsync) {
  if (thread() == TID) PRINT("enter %llu %d fsync 0 0 0", now(), thread());
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_fsync) {
  if (thread() == TID) PRINT("return %llu %d fsync %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_fdatasync) {
  if (thread() == TID) PRINT("enter %llu %d fdatasync 0 0 0", now(), thread());
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_fdatasync) {
  if (thread() == TID) PRINT("return %llu %d fdatasync %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_sync_file_range) {
  if (thread() == TID)
    PRINT("enter %llu %d sync_file_range 0 %lld %llu", now(), thread(), args->offset, args->nbytes);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_sync_file_range) {
  if (thread() == TID) PRINT("return %llu %d sync_file_range %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_syncfs) {
  if (thread() == TID) PRINT("enter %llu %d syncfs 0 0 0", now(), thread());
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_syncfs) {
  if (thread() == TID) PRINT("return %llu %d syncfs %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_msync) {
  if (thread() == TID) PRINT("enter %llu %d msync 0 0 %llu", now(), thread(), args->len);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_msync) {
  if (thread() == TID) PRINT("return %llu %d msync %lld", now(), thread(), args->ret);
  return 0;
}
