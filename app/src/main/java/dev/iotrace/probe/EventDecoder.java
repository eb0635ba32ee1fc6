package dev.iotrace.probe;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BioRemapped;
import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlockForgotten;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.BufferInvalidated;
import dev.iotrace.event.BufferLogged;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ExtentInlined;
import dev.iotrace.event.GenerationCommitted;
import dev.iotrace.event.GenerationUnblocked;
import dev.iotrace.event.IclogClosed;
import dev.iotrace.event.IclogDone;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.ItemPinned;
import dev.iotrace.event.ItemUnpinned;
import dev.iotrace.event.JournalSuperblockWritten;
import dev.iotrace.event.LogItem;
import dev.iotrace.event.LogSpaceTaken;
import dev.iotrace.event.LogTransactionCommitted;
import dev.iotrace.event.OrderedExtentAdded;
import dev.iotrace.event.OrderedExtentFinished;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PageRange;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.TreeBlockAllocated;
import dev.iotrace.event.TreeRootCopied;
import java.util.List;
import java.util.Optional;

/// The lines of the scripts, one method a kind. The order of fields here is the order in which the
/// scripts print them; nothing else knows it.
final class EventDecoder {
  private static final int TEXTS_KEPT = 1024;
  private static final int STACKS_KEPT = 4096;
  private static final String FRAME_END = "\\\\n";

  private final InternTable<Rwbs> rwbs = new InternTable<>(TEXTS_KEPT, Rwbs::parse);
  private final InternTable<Syscall> calls = new InternTable<>(TEXTS_KEPT, Syscall::of);
  private final InternTable<List<String>> stacks =
      new InternTable<>(STACKS_KEPT, EventDecoder::frames);
  private final TreeLines tree = new TreeLines();
  private DeviceNumber lastDevice = DeviceNumber.ofKernel(0);

  /// Decodes what follows the word `kind`.
  ///
  /// @throws MalformedLine when it is not what the scripts print
  /// @throws IllegalArgumentException when a field holds what cannot be
  /// @throws ArithmeticException when a number is too large for its field
  IoEvent decode(String kind, Fields line) {
    IoEvent event =
        switch (kind) {
          case "bio" -> bio(line);
          case "remap" -> remap(line);
          case "issue" -> issue(line);
          case "requeue" -> requeue(line);
          case "complete" -> complete(line);
          case "join" -> join(line);
          case "commit" -> new CommitStarted(line.number(), line.smallNumber(), line.number());
          case "committed" -> new CommitEnded(line.number(), line.smallNumber(), line.number());
          case "superblock" -> new JournalSuperblockWritten(line.number(), line.smallNumber());
          case "block" -> block(line);
          case "forget" -> new BlockForgotten(line.number(), line.smallNumber(), line.number());
          case "tree" -> tree(line);
          case "root" -> new TreeRootCopied(line.number(), line.smallNumber(), line.rest(stacks));
          case "unblocked" -> new GenerationUnblocked(line.number(), line.smallNumber());
          case "generation" ->
              new GenerationCommitted(line.number(), line.smallNumber(), line.number());
          case "extent" -> extent(line);
          case "finished" -> finished(line);
          case "inline" ->
              new ExtentInlined(line.number(), line.smallNumber(), line.number(), line.number());
          case "trans" -> transaction(line);
          case "buffer" -> new BufferLogged(line.number(), line.smallNumber(), sectors(line));
          case "stale" ->
              new BufferInvalidated(
                  line.number(), line.smallNumber(), line.number(), line.smallNumber());
          case "pin" -> new ItemPinned(line.number(), line.smallNumber(), item(line));
          case "unpin" -> new ItemUnpinned(line.number(), line.smallNumber(), item(line));
          case "space" -> new LogSpaceTaken(line.number(), line.smallNumber(), line.smallNumber());
          case "iclog" -> new IclogClosed(line.number(), line.smallNumber(), line.number());
          case "logged" -> new IclogDone(line.number(), line.smallNumber(), line.number());
          case "page" -> page(line);
          case "alloc" -> alloc(line);
          case "inode" -> inode(line);
          case "enter" -> enter(line);
          case "return" -> returned(line);
          default -> tree.decode(kind, line);
        };
    line.end();
    return event;
  }

  private BioQueued bio(Fields line) {
    return new BioQueued(
        line.number(),
        line.smallNumber(),
        device(line),
        sectors(line),
        line.word(rwbs),
        context(line),
        pages(line),
        line.rest(stacks));
  }

  private static SubmitContext context(Fields line) {
    long inode = line.number();
    long sinceNs = line.number();
    long transaction = line.number();
    boolean fastCommit = line.number() != 0;
    return inode == 0 && sinceNs == 0 && transaction == 0 && !fastCommit
        ? SubmitContext.NONE
        : new SubmitContext(inode, sinceNs, transaction, fastCommit);
  }

  /// Only the probe that sees the bio itself prints them.
  private static Optional<PageRange> pages(Fields line) {
    if (!line.hasNumber()) {
      return Optional.empty();
    }
    PageRange pages = new PageRange(line.number(), line.number(), line.number());
    return pages.inode() == 0 ? Optional.empty() : Optional.of(pages);
  }

  private BioRemapped remap(Fields line) {
    return new BioRemapped(
        line.number(),
        line.smallNumber(),
        device(line),
        sectors(line),
        device(line),
        line.number());
  }

  private RequestIssued issue(Fields line) {
    return new RequestIssued(
        line.number(),
        line.smallNumber(),
        device(line),
        sectors(line),
        line.number(),
        line.word(rwbs));
  }

  private RequestRequeued requeue(Fields line) {
    return new RequestRequeued(line.number(), device(line), sectors(line), line.word(rwbs));
  }

  private RequestCompleted complete(Fields line) {
    return new RequestCompleted(
        line.number(), device(line), sectors(line), line.smallNumber(), line.word(rwbs));
  }

  private static TransactionJoined join(Fields line) {
    return new TransactionJoined(
        line.number(), line.smallNumber(), line.number(), line.number(), line.smallNumber());
  }

  private static BlockDirtied block(Fields line) {
    return new BlockDirtied(
        line.number(), line.smallNumber(), line.number(), line.number(), line.number());
  }

  private static PageDirtied page(Fields line) {
    return new PageDirtied(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.hasNumber() ? line.number() : 0);
  }

  private static BlocksAllocated alloc(Fields line) {
    return new BlocksAllocated(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.number(),
        line.smallNumber());
  }

  private static InodeAllocated inode(Fields line) {
    return new InodeAllocated(line.number(), line.smallNumber(), line.number(), line.number());
  }

  private static TreeBlockAllocated tree(Fields line) {
    return new TreeBlockAllocated(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.number() != 0,
        line.number(),
        line.smallNumber());
  }

  private static OrderedExtentAdded extent(Fields line) {
    return new OrderedExtentAdded(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.number(),
        line.number(),
        line.number());
  }

  private static OrderedExtentFinished finished(Fields line) {
    return new OrderedExtentFinished(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.number(),
        line.number());
  }

  private static LogTransactionCommitted transaction(Fields line) {
    return new LogTransactionCommitted(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number());
  }

  private static LogItem item(Fields line) {
    return new LogItem(line.number() != 0, line.number());
  }

  private CallEntered enter(Fields line) {
    return new CallEntered(
        line.number(),
        line.smallNumber(),
        line.word(calls),
        line.number(),
        line.number(),
        line.number());
  }

  private CallReturned returned(Fields line) {
    return new CallReturned(line.number(), line.smallNumber(), line.word(calls), line.number());
  }

  private static SectorRange sectors(Fields line) {
    return new SectorRange(line.number(), line.smallNumber());
  }

  /// Nearly always the same as before, so no new object.
  private DeviceNumber device(Fields line) {
    long number = line.number();
    if (number != lastDevice.kernel()) {
      lastDevice = DeviceNumber.ofKernel(number);
    }
    return lastDevice;
  }

  private static List<String> frames(String stack) {
    return List.of(stack.split(FRAME_END)).stream()
        .map(String::strip)
        .filter(frame -> !frame.isEmpty())
        .toList();
  }
}
