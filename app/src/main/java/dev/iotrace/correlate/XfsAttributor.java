package dev.iotrace.correlate;

import dev.iotrace.correlate.XfsCheckpoint.Iclog;
import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlockForgotten;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.BufferInvalidated;
import dev.iotrace.event.BufferLogged;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.FileShifted;
import dev.iotrace.event.IclogClosed;
import dev.iotrace.event.IclogDone;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.InodeUnused;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.ItemPinned;
import dev.iotrace.event.ItemUnpinned;
import dev.iotrace.event.JournalSuperblockWritten;
import dev.iotrace.event.LogSpaceTaken;
import dev.iotrace.event.LogTransactionCommitted;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.RangeShared;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.XfsGeometry;

/// Cause on XFS: DESIGN 4.3.
final class XfsAttributor implements Attributor {
  private final CorrelatorSetting setting;
  private final Calls calls;
  private final Safety safety;
  private final XfsLog log;
  private final XfsHomes homes = new XfsHomes();
  private final XfsChanges changes;
  private final XfsBioRules rules;

  XfsAttributor(CorrelatorSetting setting, Calls calls, Safety safety) {
    this.setting = setting;
    this.calls = calls;
    this.safety = safety;
    this.log = new XfsLog(calls, safety);
    this.changes = new XfsChanges(calls, log, homes);
    this.rules = new XfsBioRules(setting, calls, log, changes);
  }

  @Override
  public void accept(IoEvent.OfFileSystem event) {
    switch (event) {
      case PageDirtied page -> dirtied(page);
      case BlocksAllocated blocks -> allocated(blocks);
      case ExtentMapped extent -> mapped(extent);
      case InodeAllocated inode -> {
        calls.made(inode.inode());
        calls.file(inode.inode()).records().cut(0, Long.MAX_VALUE);
      }
      case InodeGone inode -> changes.inactivations().gone(inode);
      case PagesCut pages -> cut(pages);
      case IoEvent.OfXfs ours -> accept(ours);
      case TransactionJoined _,
          CommitStarted _,
          CommitEnded _,
          JournalSuperblockWritten _,
          BlockDirtied _,
          BlockForgotten _,
          FileShifted _,
          IoEvent.OfSums _,
          IoEvent.OfBtrfs _ -> {} // the journal's of others
    }
  }

  private void accept(IoEvent.OfXfs event) {
    switch (event) {
      case XfsGeometry known -> changes.geometry(known);
      case BufferLogged buffer -> changes.logged(buffer);
      case BufferInvalidated buffer -> changes.invalidated(buffer).forEach(this::arrived);
      case ItemPinned pin -> changes.pinned(pin);
      case ItemUnpinned unpin -> homes.unpinned(unpin.item(), changes.sectorOf(unpin.item()));
      case LogTransactionCommitted transaction -> changes.committed(transaction);
      case LogSpaceTaken space -> log.taken(space);
      case IclogClosed iclog -> log.closed(iclog);
      case IclogDone iclog -> log.done(iclog.lsn(), iclog.timeNs());
      case InodeUnused inode -> changes.inactivations().unused(inode);
      case RangeShared range -> shared(range);
    }
  }

  @Override
  public void announced(LogicalWrite write) {
    changes.announced(write);
  }

  private void dirtied(PageDirtied event) {
    int pageBytes = setting.pageBytes();
    boolean zeroed = event.fromByte() % pageBytes != 0 && calls.byWorkload(event.threadId());
    LogicalWrite write =
        zeroed
            ? calls.changing(event.threadId(), event.inode(), event.timeNs()).iterator().next()
            : calls.dirtying(event.threadId(), event.inode(), event.timeNs());
    if (write != null) {
      TracedFile file = calls.file(event.inode());
      file.touch();
      long page = Math.max(event.pageIndex(), event.fromByte() / pageBytes);
      file.dirtied(page, write, event.timeNs());
    }
  }

  /// Its bytes are safe when the checkpoint is that says whose blocks they are.
  private void shared(RangeShared event) {
    if (calls.byWorkload(event.threadId()) && calls.writingNow(event.threadId())) {
      for (LogicalWrite write : calls.current(event.threadId(), event.timeNs())) {
        write.goDirect();
        write.inTree();
      }
    }
  }

  private void cut(PagesCut event) {
    if (calls.known(event.inode())) {
      int pageBytes = setting.pageBytes();
      TracedFile file = calls.file(event.inode());
      file.cut((event.offset() + pageBytes - 1) / pageBytes, Long.MAX_VALUE);
      file.reachable().removeFrom(event.offset());
      file.records().cut(event.offset(), Long.MAX_VALUE);
    }
  }

  private void allocated(BlocksAllocated event) {
    XfsGeometry geometry = changes.geometry();
    if (geometry != null) {
      long blockBytes = setting.blockBytes();
      calls
          .file(event.inode())
          .moved(
              geometry.sectorOfBlock(event.block()) * SectorRange.SECTOR_BYTES,
              event.fileBlock() * blockBytes,
              event.count() * blockBytes);
    }
  }

  private void mapped(ExtentMapped event) {
    TracedFile file = calls.file(event.inode());
    file.mapped(event.deviceByte(), event.fileByte(), event.bytes());
    file.reachable().add(event.fileByte(), event.fileByte() + event.bytes());
  }

  private void arrived(Transaction transaction) {
    transaction.arrived();
    log.settle(transaction);
  }

  @Override
  public void attribute(Bio bio) {
    Attribution why = rules.attribute(bio.event());
    bio.attribute(why);
    why.begin();
  }

  @Override
  public void arrived(Bio bio, long timeNs) {
    Attribution why = bio.attribution();
    boolean forced = bio.event().rwbs().fua();
    safety.arrived(why.data(), timeNs, forced);
    if (forced && why.cause() == Cause.JOURNAL) {
      Iclog iclog = rules.iclog(bio.event());
      if (iclog != null) {
        iclog.recorded(timeNs);
      }
    }
    if (why.evidence().contains(Evidence.SYNC_TO_FLUSH)
        && calls.syncingFile(bio.event().threadId())
        && StackPaths.endsSync(bio.event().stack())) {
      safety.synced(bio.event().threadId(), timeNs);
    }
  }

  @Override
  public void released(Bio bio) {
    Attribution why = bio.attribution();
    if (why.transaction() != null) {
      arrived(why.transaction());
    } else {
      why.causes().writes().forEach(LogicalWrite::release);
      why.homes().forEach(this::arrived);
      calls.retire(why.causes().writes());
    }
  }

  @Override
  public String awaiting() {
    String checkpoint = log.awaiting();
    if (!checkpoint.isEmpty()) {
      return checkpoint;
    }
    long awaited = homes.awaited();
    return awaited == 0 ? "" : awaited + " buffers and inodes to go home";
  }

  @Override
  public void close() {
    log.close();
  }
}
