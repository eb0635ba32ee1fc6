package dev.iotrace.correlate;

import static dev.iotrace.correlate.Evidence.BEFORE_TRACE;
import static dev.iotrace.correlate.Evidence.EXTENT_TO_BIO;
import static dev.iotrace.correlate.Evidence.EXTENT_TO_SECTOR;
import static dev.iotrace.correlate.Evidence.GENERATION_TO_BLOCK;
import static dev.iotrace.correlate.Evidence.GENERATION_TO_COMMIT;
import static dev.iotrace.correlate.Evidence.LOG_SHARED;
import static dev.iotrace.correlate.Evidence.NO_LINK;
import static dev.iotrace.correlate.Evidence.OTHER_EXTENT;
import static dev.iotrace.correlate.Evidence.OTHER_INODE;
import static dev.iotrace.correlate.Evidence.OTHER_THREAD;
import static dev.iotrace.correlate.Evidence.SYNC_TO_FLUSH;
import static dev.iotrace.correlate.Evidence.SYNC_TO_LOG;
import static dev.iotrace.correlate.Evidence.WRITE_IN_CALL;
import static dev.iotrace.correlate.Evidence.WRITE_TO_GENERATION;
import static dev.iotrace.correlate.Evidence.WRITE_TO_PAGE;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.ChunkMapped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The rules that say why btrfs submitted a bio, strongest evidence first.
///
/// What carries `REQ_META` is a tree block or a superblock (`btree_writepages`,
/// `write_dev_supers`), the rest is data of files.
final class BtrfsBioRules {
  /// 64 KiB, 64 MiB and 256 GiB (`btrfs_sb_offset`, fs/btrfs/disk-io.h).
  private static final Set<Long> SUPERBLOCK_SECTORS = Set.of(128L, 131072L, 536870912L);

  private static final int SUPERBLOCK_LENGTH = 8;

  private final CorrelatorSetting setting;
  private final Calls calls;
  private final Generations generations;
  private final OrderedExtents extents;
  private final ChunkMap chunks = new ChunkMap();
  private final StackPaths paths = new StackPaths();

  BtrfsBioRules(
      CorrelatorSetting setting, Calls calls, Generations generations, OrderedExtents extents) {
    this.setting = setting;
    this.calls = calls;
    this.generations = generations;
    this.extents = extents;
  }

  /// What the chunk tree says.
  void map(ChunkMapped chunk) {
    chunks.add(chunk);
  }

  CausePath path(List<String> stack) {
    return paths.of(stack);
  }

  Attribution attribute(BioQueued bio) {
    if (bio.rwbs().isRead()) {
      return CallRules.read(bio, calls);
    }
    boolean flush = bio.sectors().count() == 0;
    if (!flush && !bio.rwbs().isWrite()) {
      return Attribution.foreign(Cause.UNKNOWN, path(bio), bio.threadId(), OTHER_THREAD);
    }
    if (flush || bio.rwbs().flags().meta()) {
      return metadata(bio, flush ? Cause.FLUSH : Cause.METADATA);
    }
    return path(bio) == CausePath.TREE_COMMIT
        ? inCommit(generations.committedBy(bio.threadId()).orElseGet(generations::running), bio)
        : data(bio);
  }

  private Attribution metadata(BioQueued bio, Cause kind) {
    Cause cause = isSuperblock(bio) ? Cause.SUPERBLOCK : kind;
    if (path(bio) == CausePath.TREE_LOG) {
      return log(bio, cause == Cause.METADATA ? Cause.JOURNAL : cause);
    }
    Optional<Transaction> committing = generations.committedBy(bio.threadId());
    if (committing.isPresent()) {
      return of(committing.get(), cause, CausePath.TREE_COMMIT, GENERATION_TO_COMMIT);
    }
    if (cause == Cause.METADATA) {
      return treeBlock(bio);
    }
    if (cause == Cause.FLUSH && calls.byWorkload(bio.threadId())) {
      return Attribution.of(
          cause,
          path(bio),
          Causes.of(calls.flushedFor(bio.threadId(), bio.timeNs())),
          SYNC_TO_FLUSH);
    }
    boolean old = path(bio) == CausePath.TREE_COMMIT;
    return Attribution.foreign(cause, path(bio), bio.threadId(), old ? BEFORE_TRACE : OTHER_THREAD);
  }

  private Attribution inCommit(Transaction generation, BioQueued bio) {
    return of(generation, Cause.METADATA, path(bio), GENERATION_TO_COMMIT);
  }

  private static Attribution of(
      Transaction generation, Cause cause, CausePath path, Evidence link) {
    return Attribution.of(cause, path, generation.causes(), WRITE_TO_GENERATION, link)
        .inTransaction(generation);
  }

  /// A log tree holds what its callers synced. Who finds another thread writing it waits for that
  /// (`btrfs_sync_log`, fs/btrfs/tree-log.c), perhaps in vain: what it has synced may be in the
  /// next one only, and no tracepoint tells. So where another program's thread writes it, that has
  /// all of its bytes, as its own report says, too.
  private Attribution log(BioQueued bio, Cause cause) {
    boolean ours = calls.byWorkload(bio.threadId());
    Set<LogicalWrite> waiting = new LinkedHashSet<>();
    for (Collection<LogicalWrite> each : calls.syncedBeside(bio.threadId(), bio.timeNs())) {
      if (each.stream().noneMatch(LogicalWrite::dirty) && !extents.hold(each)) {
        waiting.addAll(each); // their data has arrived and is known to the trees
      }
    }
    if (!ours && waiting.isEmpty()) {
      return Attribution.foreign(cause, CausePath.TREE_LOG, bio.threadId(), OTHER_THREAD);
    }
    Collection<LogicalWrite> own = ours ? calls.sinceSync(bio.threadId(), bio.timeNs()) : List.of();
    waiting.removeAll(own);
    Causes all = Causes.of(own);
    waiting.forEach(all::add);
    if (!ours) {
      all.addOther(bio.threadId());
      if (setting.tree()) {
        all.parties().add(false, 0, bio.threadId());
      }
    }
    return Attribution.of(
        cause, CausePath.TREE_LOG, all, waiting.isEmpty() ? SYNC_TO_LOG : LOG_SHARED);
  }

  /// Written back before its commit, because it was dirty for long or there were many.
  private Attribution treeBlock(BioQueued bio) {
    OptionalLong logical = chunks.logicalByte(bio.device(), bio.sectors());
    if (logical.isEmpty()) {
      return Attribution.of(Cause.METADATA, path(bio), new Causes(), NO_LINK);
    }
    Optional<Transaction> generation = generations.ofBlock(logical.getAsLong());
    if (generation.isPresent()) {
      return of(generation.get(), Cause.METADATA, path(bio), GENERATION_TO_BLOCK);
    }
    Optional<Integer> logger = generations.ofLogBlock(logical.getAsLong());
    if (logger.isPresent() && calls.byWorkload(logger.get())) {
      return Attribution.of(
          Cause.JOURNAL,
          path(bio),
          Causes.of(calls.sinceSync(logger.get(), bio.timeNs())),
          SYNC_TO_LOG);
    }
    return logger.isPresent()
        ? Attribution.foreign(Cause.JOURNAL, path(bio), logger.get(), OTHER_THREAD)
        : Attribution.foreign(Cause.METADATA, path(bio), bio.threadId(), BEFORE_TRACE);
  }

  private boolean isSuperblock(BioQueued bio) {
    boolean place = SUPERBLOCK_SECTORS.contains(bio.sectors().start() - setting.startSector());
    return (place && bio.sectors().count() == SUPERBLOCK_LENGTH)
        || bio.stack().stream().anyMatch(frame -> frame.startsWith("write_dev_supers"));
  }

  private Attribution data(BioQueued bio) {
    OptionalLong logical = chunks.logicalByte(bio.device(), bio.sectors());
    if (logical.isEmpty()) {
      return dataByContext(bio);
    }
    long bytes = bio.sectors().bytes();
    OptionalLong inode = extents.inodeAt(logical.getAsLong(), bytes);
    if (inode.isPresent() && calls.file(inode.getAsLong()).knows(logical.getAsLong(), bytes)) {
      return fileData(bio, calls.file(inode.getAsLong()), logical.getAsLong(), EXTENT_TO_SECTOR);
    }
    if (isDirect(bio)) {
      return carrying(bio, List.of(), WRITE_IN_CALL);
    }
    boolean compressed = calls.traced(bio.context().inode());
    return compressed
        ? dataByContext(bio)
        : Attribution.foreign(Cause.DATA, path(bio), bio.threadId(), OTHER_EXTENT);
  }

  private Attribution fileData(BioQueued bio, TracedFile file, long logical, Evidence link) {
    long bytes = bio.sectors().bytes();
    Set<LogicalWrite> writes = new LinkedHashSet<>(extents.at(logical, bytes));
    writes.addAll(file.writeBack(logical, bytes, bio.context().sinceNs()));
    return carrying(bio, writes, WRITE_TO_PAGE, link);
  }

  /// The chunk is younger than the trace, or the extent is compressed: the thread tells the file.
  private Attribution dataByContext(BioQueued bio) {
    long inode = bio.context().inode();
    if (calls.traced(inode)) {
      TracedFile file = calls.file(inode);
      Collection<LogicalWrite> cleaned = file.writeBackAll(bio.context().sinceNs());
      Collection<LogicalWrite> writes = cleaned.isEmpty() ? calls.openIn(inode) : cleaned;
      return carrying(bio, writes, WRITE_TO_PAGE, EXTENT_TO_BIO);
    }
    if (inode != 0) {
      return Attribution.foreign(Cause.DATA, path(bio), bio.threadId(), OTHER_INODE);
    }
    return calls.writingNow(bio.threadId()) && calls.byWorkload(bio.threadId())
        ? carrying(bio, calls.current(bio.threadId(), bio.timeNs()), WRITE_IN_CALL)
        : Attribution.of(Cause.DATA, path(bio), new Causes(), NO_LINK);
  }

  private Attribution carrying(BioQueued bio, Collection<LogicalWrite> writes, Evidence... links) {
    if (writes.isEmpty() && isDirect(bio)) {
      return carrying(
          bio, calls.changing(bio.threadId(), bio.context().inode(), bio.timeNs()), WRITE_IN_CALL);
    }
    return writes.isEmpty()
        ? Attribution.of(Cause.DATA, path(bio), new Causes(), NO_LINK)
        : Attribution.of(Cause.DATA, path(bio), Causes.of(writes), links)
            .carrying(List.copyOf(writes));
  }

  /// Whether a command's thread writes past the page cache, in a call or, by io_uring, in none.
  private boolean isDirect(BioQueued bio) {
    return setting.tree() && calls.byWorkload(bio.threadId()) && path(bio) == CausePath.DIRECT;
  }

  private CausePath path(BioQueued bio) {
    return paths.of(bio.stack());
  }
}
