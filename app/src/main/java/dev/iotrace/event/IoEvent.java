package dev.iotrace.event;

/// One thing that happened, at a time of the kernel's clock.
///
/// Events of several CPUs arrive in any order; [#timeNs()] is what orders them.
public sealed interface IoEvent
    permits IoEvent.OfBlockLayer, IoEvent.OfFileSystem, IoEvent.OfWorkload, IoEvent.OfTrace {

  /// When it happened, in nanoseconds of the kernel's clock that the probe used.
  long timeNs();

  /// What the block layer reported: bios and requests.
  sealed interface OfBlockLayer extends IoEvent
      permits BioQueued, BioRemapped, RequestIssued, RequestRequeued, RequestCompleted {}

  /// What the file system, its journal and the page cache reported.
  sealed interface OfFileSystem extends IoEvent
      permits TransactionJoined,
          CommitStarted,
          CommitEnded,
          JournalSuperblockWritten,
          BlockDirtied,
          BlockForgotten,
          PageDirtied,
          BlocksAllocated,
          InodeAllocated,
          InodeGone,
          PagesCut,
          FileShifted,
          ExtentMapped,
          OfSums,
          OfXfs,
          OfBtrfs {}

  /// What stands for calls that write, where these are counted and not told one by one.
  sealed interface OfSums extends OfFileSystem permits SumBegun, InodeCleaned, SumRead {}

  /// What only btrfs reports.
  sealed interface OfBtrfs extends OfFileSystem
      permits TreeBlockAllocated,
          TreeRootCopied,
          GenerationUnblocked,
          GenerationCommitted,
          OrderedExtentAdded,
          OrderedExtentFinished,
          ExtentInlined,
          ChunkMapped {}

  /// What only XFS has: transactions that join a checkpoint in memory, and its way into the log.
  sealed interface OfXfs extends OfFileSystem
      permits XfsGeometry,
          LogTransactionCommitted,
          BufferLogged,
          BufferInvalidated,
          ItemPinned,
          ItemUnpinned,
          LogSpaceTaken,
          IclogClosed,
          IclogDone,
          InodeUnused,
          RangeShared {}

  /// What was written: meant by the driver, and witnessed by the kernel; and by whom, where a
  /// command is followed.
  sealed interface OfWorkload extends IoEvent
      permits CallIntended,
          CallFinished,
          CallEntered,
          CallReturned,
          TaskStarted,
          TaskEnded,
          AsyncCallSeen,
          FileOfSubvolume,
          OperationNamed,
          WorkloadEnded {}

  /// What concerns the trace itself.
  sealed interface OfTrace extends IoEvent
      permits CounterRead,
          ThreadNamed,
          FileNamed,
          EventsLost,
          LinesSkipped,
          ProcessLeft,
          ElsewhereWritten,
          ElsewhereMounted,
          StructureFound,
          SummingBegun {}
}
