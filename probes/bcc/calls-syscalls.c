/*
 * calls-syscalls.c - the calls of one thread that write or sync, by system call tracepoints.
 *
 * USAGE: sudo ./trace.py FSDEV DISKDEV TID NOJOURNAL NOCOMPLETE < calls-syscalls.c
 *
 *   The parameters and the lines are those of calls-syscalls.bt, whose header explains them.
 *
 * Two writes by thread 203, of 12 bytes and of 6, Linux 6.1, bcc 0.26:
 *
 *   enter 34109991615 203 write 0 -1 12
 *   return 34110177865 203 write 12
 *   enter 34111724375 203 write 0 -1 6
 *   return 34111987015 203 write 6
 *
 * HOW TO READ IT: as calls-syscalls.bt.
 * KEYS: thread id; one thread is in one call at a time.
 * NOT SEEN: stores into a mapping: no call is made for them. msync shows.
 * FLOOR: Linux 5.10 with its headers, bcc 0.18.
 * OVERHEAD: two printed lines a call; what one costs says block.c.
 */

// bcc does not know this type of a format.
#define rwf_t int

TRACEPOINT_PROBE(syscalls, sys_enter_write) {
  if (thread() == TID) PRINT("enter %llu %d write 0 -1 %llu", now(), thread(), args->count);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_write) {
  if (thread() == TID) PRINT("return %llu %d write %lld", now(), thread(), args->ret);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_enter_pwrite64) {
  if (thread() == TID)
    PRINT("enter %llu %d pwrite 0 %lld %llu", now(), thread(), args->pos, args->count);
  return 0;
}
TRACEPOINT_PROBE(syscalls, sys_exit_pwrite64) {
  if (thread() == TID) PRINT("return %llu %d pwrite %lld", now(), thread(), args->ret);
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
