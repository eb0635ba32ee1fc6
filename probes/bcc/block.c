/*
 * block.c - every bio and request of one disk, whatever file system is above it.
 *
 * USAGE: sudo ./trace.py FSDEV DISKDEV TID NOJOURNAL NOCOMPLETE < block.c
 *
 *   The parameters and the lines are those of block.bt, whose header explains them.
 *
 * One written page on a SCSI disk (8:0 is 8388608), Linux 6.1, bcc 0.26, the kernel stack left out:
 *
 *   bio 28798718315 25 8388608 270336 8 W 0 0 0 0
 *   issue 28799159385 25 8388608 270336 8 4096 W
 *   complete 28799489195 8388608 270336 8 0 W
 *
 * HOW TO READ IT: as block.bt.
 * KEYS: device and sector; two requests for one sector at one time look alike.
 * NOT SEEN: journal, metadata, inodes: anything above the block layer.
 * FLOOR: Linux 5.10 with its headers, bcc 0.18.
 * OVERHEAD: a line costs the thread that makes it about 0.3 microseconds, and 4 of another CPU to be
 * printed; bpftrace 0.17 with the same load 1 and 5 (4 KiB O_DIRECT writes, loop device, Linux 6.18).
 */

TRACEPOINT_PROBE(block, block_bio_queue) {
  if (in_stack(args->dev))
    PRINT_STACK("bio %llu %d %u %llu %u %s 0 0 0 0%k", now(), thread(), args->dev, args->sector,
                args->nr_sector, TEXT(args->rwbs));
  return 0;
}
TRACEPOINT_PROBE(block, block_bio_remap) {
  if (in_stack(args->dev))
    PRINT("remap %llu %d %u %llu %u %u %llu", now(), thread(), args->dev, args->sector,
          args->nr_sector, args->old_dev, args->old_sector);
  return 0;
}
TRACEPOINT_PROBE(block, block_rq_issue) {
  if (is_disk(args->dev))
    PRINT("issue %llu %d %u %llu %u %u %s", now(), thread(), args->dev, args->sector,
          args->nr_sector, args->bytes, TEXT(args->rwbs));
  return 0;
}
TRACEPOINT_PROBE(block, block_rq_requeue) {
  if (is_disk(args->dev))
    PRINT("requeue %llu %u %llu %u %s", now(), args->dev, args->sector, args->nr_sector,
          TEXT(args->rwbs));
  return 0;
}
TRACEPOINT_PROBE(block, block_rq_complete) {
  if (!NOCOMPLETE && is_disk(args->dev))
    PRINT("complete %llu %u %llu %u %d %s", now(), args->dev, args->sector, args->nr_sector,
          args->error, TEXT(args->rwbs));
  return 0;
}
