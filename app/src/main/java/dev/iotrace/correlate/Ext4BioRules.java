package dev.iotrace.correlate;

import static dev.iotrace.correlate.Evidence.BEFORE_TRACE;
import static dev.iotrace.correlate.Evidence.BLOCK_TO_BIO;
import static dev.iotrace.correlate.Evidence.FAST_COMMIT;
import static dev.iotrace.correlate.Evidence.NO_LINK;
import static dev.iotrace.correlate.Evidence.OTHER_INODE;
import static dev.iotrace.correlate.Evidence.OTHER_PAGE;
import static dev.iotrace.correlate.Evidence.OTHER_THREAD;
import static dev.iotrace.correlate.Evidence.PAGE_IN_BIO;
import static dev.iotrace.correlate.Evidence.PAGE_TO_BIO;
import static dev.iotrace.correlate.Evidence.PAGE_TO_SECTOR;
import static dev.iotrace.correlate.Evidence.SUM_TO_FILE;
import static dev.iotrace.correlate.Evidence.TRANSACTION_TO_BLOCK;
import static dev.iotrace.correlate.Evidence.TRANSACTION_TO_JOURNAL;
import static dev.iotrace.correlate.Evidence.TRANSACTION_TO_SUPERBLOCK;
import static dev.iotrace.correlate.Evidence.WRITE_IN_CALL;
import static dev.iotrace.correlate.Evidence.WRITE_TO_BLOCK;
import static dev.iotrace.correlate.Evidence.WRITE_TO_PAGE;
import static dev.iotrace.correlate.Evidence.WRITE_TO_TRANSACTION;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.PageRange;
import dev.iotrace.event.SectorRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The rules that say why ext4 or jbd2 submitted a bio, strongest evidence first.
final class Ext4BioRules {
  private final CorrelatorSetting setting;
  private final Calls calls;
  private final Journal journal;
  private final FilePlaces places;
  private final StackPaths paths = new StackPaths();

  Ext4BioRules(CorrelatorSetting setting, Calls calls, Journal journal, FilePlaces places) {
    this.setting = setting;
    this.calls = calls;
    this.journal = journal;
    this.places = places;
  }

  Attribution attribute(BioQueued bio) {
    if (bio.rwbs().isRead()) {
      return CallRules.read(bio, calls);
    }
    if (bio.sectors().count() == 0) {
      return bio.context().transaction() == 0
          ? CallRules.flush(bio, path(bio), calls)
          : inCommit(bio, Cause.FLUSH, TRANSACTION_TO_JOURNAL);
    }
    if (!bio.rwbs().isWrite()) {
      return Attribution.foreign(Cause.UNKNOWN, path(bio), bio.threadId(), OTHER_THREAD);
    }
    if (bio.context().inode() != 0) {
      return fileData(bio, bio.context().inode(), OTHER_INODE);
    }
    if (bio.context().transaction() != 0) {
      return inCommit(bio, Cause.JOURNAL, TRANSACTION_TO_JOURNAL);
    }
    if (bio.context().fastCommit()) {
      return fastCommit(bio);
    }
    return inPlace(bio);
  }

  /// A bio that `jbd2_write_superblock` announced.
  Attribution superblock(BioQueued bio) {
    if (bio.context().transaction() != 0) {
      return inCommit(bio, Cause.SUPERBLOCK, TRANSACTION_TO_SUPERBLOCK);
    }
    CausePath path = path(bio);
    if (path == CausePath.COMMIT) {
      return Attribution.of(
              Cause.SUPERBLOCK, path, new Causes(), WRITE_TO_TRANSACTION, TRANSACTION_TO_SUPERBLOCK)
          .untilNextCommit();
    }
    if (calls.byWorkload(bio.threadId())) {
      return Attribution.of(
          Cause.SUPERBLOCK,
          path,
          Causes.of(calls.current(bio.threadId(), bio.timeNs())),
          WRITE_IN_CALL);
    }
    return Attribution.foreign(Cause.SUPERBLOCK, path, bio.threadId(), OTHER_THREAD);
  }

  private Attribution fileData(BioQueued bio, long inode, Evidence other) {
    // With data=journal, data blocks go home, too, and their transaction waits for all of them.
    return fileData(bio, inode, other, homesOf(bio));
  }

  private Attribution fileData(BioQueued bio, long inode, Evidence other, List<Transaction> homes) {
    CausePath path = path(bio);
    if (!calls.traced(inode)) {
      return Attribution.foreign(Cause.DATA, path, bio.threadId(), other).home(homes);
    }
    TracedFile file = calls.file(inode);
    List<Evidence> links = pageLinks(bio, file);
    int dirty = file.dirtyPages();
    List<LogicalWrite> writes = writeBack(bio, file, links);
    int cleaned = dirty - file.dirtyPages();
    if (writes.isEmpty()) {
      writes = calls.openIn(inode);
    }
    file.submitted(writes);
    if (writes.isEmpty()) {
      return Attribution.of(Cause.DATA, path, new Causes(), NO_LINK).home(homes);
    }
    Attribution why =
        Attribution.of(Cause.DATA, path, Causes.of(writes), links.toArray(Evidence[]::new));
    // Without a journal, a page dirtied through its buffers looks like a metadata block: its write
    // waits for it no more.
    homes.stream().filter(each -> each.id() == 0).forEach(Ext4BioRules::unjournaled);
    boolean told = links.contains(PAGE_IN_BIO) || links.contains(PAGE_TO_SECTOR);
    return why.carrying(writes).ofPages(told ? cleaned : Attribution.UNTOLD).home(homes);
  }

  /// How it is known which pages of the file a bio carries: from the bio itself, else from where
  /// the file's blocks are; else all that are dirty may be meant.
  private List<Evidence> pageLinks(BioQueued bio, TracedFile file) {
    if (!file.sums().unclean().isEmpty()) {
      return List.of(SUM_TO_FILE, PAGE_TO_BIO);
    }
    boolean seen =
        bio.pages()
            .filter(pages -> pages.inode() == file.inode())
            .filter(pages -> pages.isOneRun(bio.sectors().bytes(), setting.pageBytes()))
            .isPresent();
    if (seen) {
      return List.of(WRITE_TO_PAGE, PAGE_IN_BIO);
    }
    if (!file.knows(deviceByte(bio), bio.sectors().bytes())) {
      return List.of(WRITE_TO_PAGE, PAGE_TO_BIO);
    }
    return bio.context().inode() == 0
        ? List.of(WRITE_TO_PAGE, PAGE_TO_SECTOR)
        : List.of(WRITE_TO_PAGE, PAGE_TO_BIO, PAGE_TO_SECTOR);
  }

  private List<LogicalWrite> writeBack(BioQueued bio, TracedFile file, List<Evidence> links) {
    long sinceNs = bio.context().sinceNs();
    if (links.contains(PAGE_IN_BIO)) {
      PageRange pages = bio.pages().orElseThrow();
      return file.writeBackPages(pages.first(), pages.last(), sinceNs);
    }
    return file.writeBack(deviceByte(bio), bio.sectors().bytes(), sinceNs);
  }

  private long deviceByte(BioQueued bio) {
    return (bio.sectors().start() - setting.startSector()) * SectorRange.SECTOR_BYTES;
  }

  private List<Transaction> homesOf(BioQueued bio) {
    long sectorsPerBlock = setting.blockBytes() / SectorRange.SECTOR_BYTES;
    long first = (bio.sectors().start() - setting.startSector()) / sectorsPerBlock;
    long end =
        (bio.sectors().end() - setting.startSector() + sectorsPerBlock - 1) / sectorsPerBlock;
    return journal.takeHomes(bio, first, end);
  }

  private Attribution inCommit(BioQueued bio, Cause cause, Evidence link) {
    Transaction transaction = journal.transaction(bio.context().transaction());
    return Attribution.of(cause, CausePath.COMMIT, transaction.causes(), WRITE_TO_TRANSACTION, link)
        .inTransaction(transaction);
  }

  private Attribution fastCommit(BioQueued bio) {
    return calls.byWorkload(bio.threadId())
        ? Attribution.of(
            Cause.JOURNAL,
            CausePath.FSYNC,
            Causes.of(calls.sinceSync(bio.threadId(), bio.timeNs())),
            FAST_COMMIT)
        : Attribution.foreign(Cause.JOURNAL, CausePath.FSYNC, bio.threadId(), OTHER_THREAD);
  }

  /// No context: a metadata block going home, or `O_DIRECT`, or none of ours.
  private Attribution inPlace(BioQueued bio) {
    List<Transaction> homes = homesOf(bio);
    CausePath path = path(bio);
    if (!homes.isEmpty()) {
      long inode = checkpointedPage(bio);
      return inode == 0 ? home(homes, path) : fileData(bio, inode, OTHER_PAGE, homes);
    }
    boolean ours = calls.byWorkload(bio.threadId());
    boolean calling = setting.direct() || (setting.tree() && calls.writingNow(bio.threadId()));
    boolean direct = path == CausePath.DIRECT || (bio.stack().isEmpty() && calling);
    if (direct && ours && (calls.writingNow(bio.threadId()) || setting.tree())) {
      return direct(bio);
    }
    long file = direct ? 0 : bio.pages().map(PageRange::inode).orElse(0L);
    if (file != 0 && file != setting.fileSystem().kernel()) {
      return fileData(bio, file, OTHER_PAGE);
    }
    return direct
        ? Attribution.foreign(Cause.DATA, path, bio.threadId(), OTHER_THREAD)
        : Attribution.foreign(Cause.METADATA, path, bio.threadId(), BEFORE_TRACE);
  }

  /// With data=journal a checkpoint writes pages of files by their buffers, and writeback then
  /// finds these clean (`jbd2_log_do_checkpoint`, fs/jbd2/checkpoint.c). The inode of such a page,
  /// 0 for all that is none: a directory has no pages.
  private long checkpointedPage(BioQueued bio) {
    if (setting.journal() != CorrelatorSetting.Journal.JOURNAL) {
      return 0;
    }
    long bytes = bio.sectors().bytes();
    long inode = places.inodeAt(deviceByte(bio), bytes);
    boolean page =
        inode != 0 && calls.traced(inode) && calls.file(inode).dirtyAt(deviceByte(bio), bytes);
    return page ? inode : 0;
  }

  /// By a call; else by a ring or libaio, and then the file is the one that stands there.
  private Attribution direct(BioQueued bio) {
    boolean calling = calls.writingNow(bio.threadId());
    long file = calling ? 0 : places.inodeAt(deviceByte(bio), bio.sectors().bytes());
    List<LogicalWrite> writes = List.copyOf(calls.changing(bio.threadId(), file, bio.timeNs()));
    writes.forEach(LogicalWrite::goDirect);
    writes.forEach(write -> calls.file(write.call().inode()).submitted(writes));
    Attribution why =
        file == 0
            ? Attribution.of(Cause.DATA, CausePath.DIRECT, Causes.of(writes), WRITE_IN_CALL)
            : Attribution.of(
                Cause.DATA, CausePath.DIRECT, Causes.of(writes), WRITE_IN_CALL, PAGE_TO_SECTOR);
    return why.carrying(writes);
  }

  private static Attribution home(List<Transaction> homes, CausePath path) {
    List<Causes> causes = new ArrayList<>(homes.size());
    Set<LogicalWrite> data = new LinkedHashSet<>();
    boolean journaled = false;
    for (Transaction each : homes) {
      causes.add(each.causes());
      journaled |= each.id() != 0;
      if (each.id() == 0) {
        data.addAll(unjournaled(each));
      }
    }
    Causes all = Causes.together(causes);
    Attribution why =
        journaled
            ? Attribution.of(
                Cause.METADATA, path, all, WRITE_TO_TRANSACTION, TRANSACTION_TO_BLOCK, BLOCK_TO_BIO)
            : Attribution.of(Cause.METADATA, path, all, WRITE_TO_BLOCK, BLOCK_TO_BIO);
    return why.home(homes).carrying(List.copyOf(data));
  }

  /// Without a journal a write is not safe before its metadata blocks are: they count as its bytes.
  private static List<LogicalWrite> unjournaled(Transaction block) {
    List<LogicalWrite> waiting = new ArrayList<>();
    for (LogicalWrite write : block.causes().writes()) {
      if (write.needsMetadata()) {
        write.cleaned();
        waiting.add(write);
      }
    }
    return waiting;
  }

  private CausePath path(BioQueued bio) {
    CausePath path = paths.of(bio.stack());
    if (path != CausePath.OTHER || bio.rwbs().isRead()) {
      return path;
    }
    if (bio.context().transaction() != 0) {
      return CausePath.COMMIT;
    }
    return setting.tree() && bio.stack().isEmpty() ? pathOfThread(bio) : path;
  }

  /// Where no stack is told: what the thread is in tells, as far as that is known.
  private CausePath pathOfThread(BioQueued bio) {
    int thread = bio.threadId();
    if (calls.writingNow(thread)) {
      return CausePath.DIRECT;
    }
    if (calls.syncingFile(thread)) {
      return CausePath.FSYNC;
    }
    if (calls.callingNow(thread)) {
      return CausePath.SYNC;
    }
    boolean others = bio.context().inode() != 0 && !calls.byWorkload(thread);
    return others ? CausePath.WRITEBACK : CausePath.OTHER;
  }
}
