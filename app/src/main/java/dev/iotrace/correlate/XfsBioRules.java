package dev.iotrace.correlate;

import static dev.iotrace.correlate.Evidence.BEFORE_TRACE;
import static dev.iotrace.correlate.Evidence.BUFFER_TO_BIO;
import static dev.iotrace.correlate.Evidence.CHECKPOINT_TO_ICLOG;
import static dev.iotrace.correlate.Evidence.INODE_TO_BIO;
import static dev.iotrace.correlate.Evidence.MAPPING_TO_BIO;
import static dev.iotrace.correlate.Evidence.MAPPING_TO_SECTOR;
import static dev.iotrace.correlate.Evidence.NO_LINK;
import static dev.iotrace.correlate.Evidence.OTHER_MAPPING;
import static dev.iotrace.correlate.Evidence.OTHER_THREAD;
import static dev.iotrace.correlate.Evidence.WRITE_IN_CALL;
import static dev.iotrace.correlate.Evidence.WRITE_TO_CHECKPOINT;
import static dev.iotrace.correlate.Evidence.WRITE_TO_ITEM;
import static dev.iotrace.correlate.Evidence.WRITE_TO_PAGE;

import dev.iotrace.correlate.XfsCheckpoint.Iclog;
import dev.iotrace.event.BioQueued;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.XfsGeometry;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that say why XFS submitted a bio, strongest evidence first.
final class XfsBioRules {
  private final CorrelatorSetting setting;
  private final Calls calls;
  private final XfsLog log;
  private final XfsChanges changes;
  private final StackPaths paths = new StackPaths();

  XfsBioRules(CorrelatorSetting setting, Calls calls, XfsLog log, XfsChanges changes) {
    this.setting = setting;
    this.calls = calls;
    this.log = log;
    this.changes = changes;
  }

  Attribution attribute(BioQueued bio) {
    CausePath path = paths.of(bio.stack());
    if (bio.rwbs().isRead()) {
      return CallRules.read(bio, calls);
    }
    if (bio.sectors().count() == 0) {
      return CallRules.flush(bio, path, calls);
    }
    if (!bio.rwbs().isWrite()) {
      return Attribution.foreign(Cause.UNKNOWN, path, bio.threadId(), OTHER_THREAD);
    }
    XfsGeometry geometry = changes.geometry();
    if (geometry != null && geometry.isLog(sector(bio))) {
      return journal(bio, path);
    }
    boolean direct = path == CausePath.DIRECT || (bio.stack().isEmpty() && setting.direct());
    if (direct) {
      return direct(bio, path);
    }
    return bio.context().inode() == 0 ? inPlace(bio, path) : data(bio, path);
  }

  /// The iclog that the bio carries, if its writing was seen to begin.
  @Nullable Iclog iclog(BioQueued bio) {
    XfsGeometry geometry = changes.geometry();
    return geometry == null ? null : log.at(sector(bio) - geometry.logSector());
  }

  private long sector(BioQueued bio) {
    return bio.sectors().start() - setting.startSector();
  }

  private Attribution journal(BioQueued bio, CausePath path) {
    Iclog iclog = iclog(bio);
    if (iclog == null) {
      return Attribution.foreign(Cause.JOURNAL, path, bio.threadId(), BEFORE_TRACE);
    }
    return Attribution.of(
            Cause.JOURNAL,
            path,
            iclog.transaction().causes(),
            WRITE_TO_CHECKPOINT,
            CHECKPOINT_TO_ICLOG)
        .inTransaction(iclog.transaction());
  }

  private Attribution direct(BioQueued bio, CausePath path) {
    boolean ours = calls.byWorkload(bio.threadId());
    if (!ours || !(calls.writingNow(bio.threadId()) || setting.tree())) {
      return Attribution.foreign(Cause.DATA, path, bio.threadId(), OTHER_THREAD);
    }
    List<LogicalWrite> writes = List.copyOf(calls.current(bio.threadId(), bio.timeNs()));
    writes.forEach(LogicalWrite::goDirect);
    writes.forEach(write -> calls.file(write.call().inode()).submitted(writes));
    return Attribution.of(Cause.DATA, CausePath.DIRECT, Causes.of(writes), WRITE_IN_CALL)
        .carrying(writes);
  }

  private Attribution data(BioQueued bio, CausePath path) {
    long inode = bio.context().inode();
    if (!calls.traced(inode)) {
      return Attribution.foreign(Cause.DATA, path, bio.threadId(), OTHER_MAPPING);
    }
    TracedFile file = calls.file(inode);
    long deviceByte = sector(bio) * SectorRange.SECTOR_BYTES;
    long bytes = bio.sectors().bytes();
    Evidence link = file.knows(deviceByte, bytes) ? MAPPING_TO_SECTOR : MAPPING_TO_BIO;
    int dirty = file.dirtyPages();
    List<LogicalWrite> writes = file.writeBack(deviceByte, bytes, bio.context().sinceNs());
    int cleaned = dirty - file.dirtyPages();
    if (writes.isEmpty()) {
      writes = calls.openIn(inode);
    }
    file.submitted(writes);
    file.records().submitted(writes, file.reachable());
    return writes.isEmpty()
        ? Attribution.of(Cause.DATA, path, new Causes(), NO_LINK)
        : Attribution.of(Cause.DATA, path, Causes.of(writes), WRITE_TO_PAGE, link)
            .carrying(writes)
            .ofPages(link == MAPPING_TO_SECTOR ? cleaned : Attribution.UNTOLD);
  }

  /// A buffer going home: what was logged in it, and the inodes that stand in it.
  private Attribution inPlace(BioQueued bio, CausePath path) {
    long start = sector(bio);
    Cause cause = start == 0 ? Cause.SUPERBLOCK : Cause.METADATA;
    XfsHomes.Taken taken = changes.homes().take(start, start + bio.sectors().count());
    if (taken.isEmpty()) {
      return Attribution.foreign(cause, path, bio.threadId(), BEFORE_TRACE);
    }
    Causes all = new Causes();
    taken.homes().forEach(home -> all.addAll(home.unit().causes()));
    taken.parts().forEach(home -> all.addAll(home.unit().causes()));
    EnumSet<Evidence> links = EnumSet.of(WRITE_TO_ITEM);
    if (taken.buffer()) {
      links.add(BUFFER_TO_BIO);
    }
    if (taken.inode()) {
      links.add(INODE_TO_BIO);
    }
    return Attribution.of(cause, path, all, links.toArray(Evidence[]::new))
        .home(taken.homes().stream().map(XfsHome::unit).toList());
  }
}
