package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.Rwbs;
import java.util.List;
import java.util.Set;

/// One physical request with its causes; nothing about it will change any more.
///
/// @param id 1, 2, 3… in the order of issue
/// @param device the disk
/// @param sector first sector on the disk, 0 for a flush
/// @param bytes what `block_rq_issue` said
/// @param times when it was queued, issued and completed
/// @param transaction the jbd2 transaction it belongs to, 0 for none
/// @param shares what each traced write owes, in bytes, by write id: empty for a request that is
///   not ours. A flush owes 0 bytes to each of its causes
/// @param othersBytes the part of the bytes that belongs to other processes sharing the cause
/// @param others how many other threads share the cause
/// @param carried the bios and pages that it is made of
/// @param evidence the links, from write to request
public record TracedRequest(
    long id,
    Rwbs rwbs,
    DeviceNumber device,
    long sector,
    long bytes,
    Times times,
    Owner owner,
    Cause cause,
    CausePath path,
    long transaction,
    List<Share> shares,
    long othersBytes,
    int others,
    Carried carried,
    Set<Evidence> evidence,
    Submitter submitter) {

  /// Kernel times in nanoseconds. Queued is the first bio's `block_bio_queue`, or the issue itself
  /// for a flush that the block layer made; completed is 0 when the trace ended before.
  public record Times(long queuedNs, long issuedNs, long completedNs) {}

  /// What a request brings of what the file system submitted. Sums over requests count nothing
  /// twice: a bio that was split, or went to several disks, counts with one of its requests.
  ///
  /// @param bios of a flush, those that ask for nothing else
  /// @param pages dirty pages of traced files that these bios made clean; [#UNTOLD] where that is
  ///   not known or they carry no pages of files
  /// @param homeOf the jbd2 transactions with traced writes whose metadata blocks go home by it
  public record Carried(int bios, int pages, List<Long> homeOf) {
    /// A number of pages that is not known.
    public static final int UNTOLD = Attribution.UNTOLD;

    /// Of a request whose bios were not seen.
    public static final Carried NOTHING = new Carried(0, UNTOLD, List.of());
  }

  /// A traced write and the bytes of this request that are its.
  ///
  /// @param processId as of [TracedWrite], like the inode and the time of its beginning
  public record Share(long writeId, int processId, long inode, long startNs, long bytes) {}

  /// Who submitted the first bio, and from where in the kernel.
  public record Submitter(int threadId, List<String> stack) {}

  /// The weakest link.
  public Level level() {
    Level weakest = Level.EXACT;
    for (Evidence each : evidence) {
      weakest = weakest.weaker(each.level());
    }
    return weakest;
  }

  /// The bytes that traced writes caused.
  public long tracedBytes() {
    return owner == Owner.TRACED ? bytes - othersBytes : 0;
  }
}
