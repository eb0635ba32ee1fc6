/*
 * ext4.c - which writes reach an ext4 file system's disk, and on whose behalf.
 *
 * USAGE: sudo ./trace.py FSDEV DISKDEV TID NOJOURNAL NOCOMPLETE < ext4.c
 *
 *   The parameters and the lines are those of ext4.bt, whose header explains them.
 *
 * One write and a syncfs on a SCSI disk (8:0 is 8388608), Linux 6.1, bcc 0.26; the kernel stacks
 * and most lines left out:
 *
 *   join 22470888995 203 2 12 4
 *   inode 22471151265 203 12 2
 *   page 22471980125 203 12 0
 *   alloc 22493272275 31 12 0 33280 1
 *   bio 22493835555 31 8388608 266240 8 W 12 22492422155 0 0
 *   issue 22494211915 31 8388608 266240 8 4096 W
 *   complete 22494441475 8388608 266240 8 0 W
 *   superblock 22496453285 223
 *   commit 22496993305 223 2
 *   bio 22497406255 223 8388608 524296 8 WSM 0 0 2 0
 *   block 22498236875 223 66 2 0
 *   committed 22498444275 223 2
 *
 * HOW TO READ IT: as ext4.bt.
 * KEYS: thread id; device and sector. As in ext4.bt; of the threads and of what they changed, the
 * last 16,384 are remembered.
 * NOT SEEN: which file an O_DIRECT bio belongs to (its thread tells), pages of other files.
 * FLOOR: Linux 5.10 with its headers, bcc 0.18.
 * OVERHEAD: as block.c, for each printed line. Handles and dirtied inodes of other threads are
 * printed once a transaction.
 */

#define tid_t u32
#define blk_opf_t u32

// What a thread is in the middle of: what it writes back, what it commits, what it changes.
struct thread {
  u64 inode;       // whose pages it writes back
  u64 since;       // since when
  u64 marked;      // the inode that it marked dirty last, where there is no journal
  u32 committing;  // the transaction
  u32 fast;        // 1 within a fast commit
  u32 handle;      // the transaction of its open handle
  u32 type;        // of that handle
  u32 named;       // the transaction that it was last reported to have joined
};
BPF_TABLE("lru_hash", u32, struct thread, threads, 16384);

// Which inode a thread was last reported to have changed, by the type of the handle.
struct change {
  u64 inode;
  u32 thread;
  u32 type;
};
BPF_TABLE("lru_hash", struct change, u32, changes, 16384);

// The inodes of the followed thread.
BPF_HASH(followed, u64, u64, 16384);

static inline struct thread *mine(void) {
  struct thread none = {};
  u32 id = thread();
  return threads.lookup_or_try_init(&id, &none);
}
static inline struct thread *on(u64 device) { return device == FSDEV ? mine() : 0; }
static inline void follow(u64 inode) { followed.update(&inode, &inode); }
static inline bool follows(u64 inode) { return followed.lookup(&inode) != 0; }

TRACEPOINT_PROBE(ext4, ext4_writepages) {
  struct thread *me = on(args->dev);
  if (me) {
    me->inode = args->ino;
    me->since = now();
  }
  return 0;
}
TRACEPOINT_PROBE(ext4, ext4_writepages_result) {
  struct thread *me = on(args->dev);
  if (me) me->inode = me->since = 0;
  return 0;
}
TRACEPOINT_PROBE(ext4, ext4_fc_commit_start) {
  struct thread *me = on(args->dev);
  if (me) me->fast = 1;
  return 0;
}
TRACEPOINT_PROBE(ext4, ext4_fc_commit_stop) {
  struct thread *me = on(args->dev);
  if (me) me->fast = 0;
  return 0;
}
TRACEPOINT_PROBE(jbd2, jbd2_start_commit) {
  struct thread *me = on(args->dev);
  if (me) {
    me->committing = args->transaction;
    PRINT("commit %llu %d %u", now(), thread(), args->transaction);
  }
  return 0;
}
TRACEPOINT_PROBE(jbd2, jbd2_end_commit) {
  struct thread *me = on(args->dev);
  if (me) {
    me->committing = 0;
    PRINT("committed %llu %d %u", now(), thread(), args->transaction);
  }
  return 0;
}
TRACEPOINT_PROBE(jbd2, jbd2_write_superblock) {
  if (args->dev == FSDEV) PRINT("superblock %llu %d", now(), thread());
  return 0;
}

// Who changes what in which transaction. The followed thread is reported each time, others once.
TRACEPOINT_PROBE(jbd2, jbd2_handle_start) {
  struct thread *me = on(args->dev);
  if (me) {
    me->handle = args->tid;
    me->type = args->type;
  }
  return 0;
}
TRACEPOINT_PROBE(jbd2, jbd2_handle_restart) {
  struct thread *me = on(args->dev);
  if (me) me->handle = args->tid;
  return 0;
}
TRACEPOINT_PROBE(ext4, ext4_mark_inode_dirty) {
  struct thread *me = on(args->dev);
  if (!me) return 0;
  if (NOJOURNAL) me->marked = args->ino;
  if (me->handle != 0) {
    struct change change = {args->ino, thread(), me->type};
    u32 handle = me->handle, *last = changes.lookup(&change);
    if (thread() == TID || !last || *last != handle) {
      changes.update(&change, &handle);
      PRINT("join %llu %d %u %llu %u", now(), thread(), handle, args->ino, me->type);
    }
    me->named = handle;
  }
  return 0;
}
TRACEPOINT_PROBE(jbd2, jbd2_handle_stats) {
  struct thread *me = on(args->dev);
  if (!me) return 0;
  if (me->named != args->tid) {
    if (args->dirtied_blocks > 0) {
      me->named = args->tid;
      PRINT("join %llu %d %u 0 %u", now(), thread(), args->tid, args->type);
    } else if (thread() == TID || follows(me->inode)) {
      // It changed nothing, but it may be what the transaction was opened for: type 255.
      me->named = args->tid;
      PRINT("join %llu %d %u %llu 255", now(), thread(), args->tid, me->inode);
    }
  }
  me->handle = me->type = 0;
  return 0;
}

// Which blocks must go home: released by the journal thread at the end of a commit, or, without a
// journal, dirtied on the spot. block_dirty_buffer fires for a buffer whose page is dirty already,
// which writeback_dirty_folio does not. Delayed allocation shows as a block number near 2^64.
TRACEPOINT_PROBE(block, block_dirty_buffer) {
  struct thread *me = on(args->dev);
  if (!me) return 0;
  if (me->committing != 0)
    PRINT("block %llu %d %llu %llu 0", now(), thread(), args->sector, me->committing);
  if (NOJOURNAL && args->sector < 0x100000000000) {
    if (me->marked != 0 || thread() == TID || me->inode != 0)
      PRINT("block %llu %d %llu 0 %llu", now(), thread(), args->sector,
            me->marked != 0 ? me->marked : me->inode);
    me->marked = 0;
  }
  return 0;
}

// Freed metadata blocks need not go home.
TRACEPOINT_PROBE(ext4, ext4_forget) {
  if (args->dev == FSDEV) PRINT("forget %llu %d %llu", now(), thread(), args->block);
  return 0;
}

// The followed thread's file: new inode, dirty pages; and where files get their blocks.
TRACEPOINT_PROBE(ext4, ext4_allocate_inode) {
  if (args->dev == FSDEV && thread() == TID) {
    follow(args->ino);
    PRINT("inode %llu %d %llu %llu", now(), thread(), args->ino, args->dir);
  }
  return 0;
}
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 16, 0)
TRACEPOINT_PROBE(writeback, writeback_dirty_page) {
#else
TRACEPOINT_PROBE(writeback, writeback_dirty_folio) {
#endif
  if (thread() == TID && args->ino != FSDEV) {
    follow(args->ino);
    PRINT("page %llu %d %llu %llu", now(), thread(), args->ino, args->index);
  }
  return 0;
}
TRACEPOINT_PROBE(ext4, ext4_allocate_blocks) {
  if (args->dev == FSDEV && (thread() == TID || follows(args->ino)))
    PRINT("alloc %llu %d %llu %u %llu %u", now(), thread(), args->ino, args->logical, args->block,
          args->len);
  return 0;
}

// The block layer.
TRACEPOINT_PROBE(block, block_bio_queue) {
  struct thread *me = in_stack(args->dev) ? mine() : 0;
  if (me)
    PRINT_STACK("bio %llu %d %u %llu %u %s %llu %llu %llu %d%k", now(), thread(), args->dev,
                args->sector, args->nr_sector, TEXT(args->rwbs), me->inode, me->since,
                me->committing, me->fast);
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
