package dev.iotrace.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Evidence;
import dev.iotrace.correlate.Level;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One physical request, with its causes and how they are known.
///
/// @param device number of the disk, `major:minor`
/// @param completedNs null when the trace ended first
/// @param structure what stands there; null for a flush, and where nothing certain is known
/// @param transaction the jbd2 transaction it belongs to
/// @param homeOf of metadata going home, the jbd2 transactions with traced writes that changed it
/// @param bios how many bios it carries; one that was split, or goes to several disks, counts with
///   one of its requests
/// @param pages how many dirty pages of files these bios made clean, null where that is not known
/// @param causedBy ids of the traced writes that share its bytes equally
/// @param othersBytes the part of the bytes that belongs to other threads sharing the cause
/// @param othersThreads how many they are
/// @param stack kernel frames of the submission, innermost first; empty when not recorded
public record RequestEntry(
    long id,
    Owner owner,
    String rwbs,
    String device,
    long sector,
    long bytes,
    long queuedNs,
    long issuedNs,
    @Nullable Long completedNs,
    Cause cause,
    CausePath path,
    @Nullable StructureEntry structure,
    @Nullable Long transaction,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> homeOf,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int bios,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer pages,
    List<Long> causedBy,
    long othersBytes,
    int othersThreads,
    List<Link> evidence,
    Submitter submitter,
    List<String> stack) {

  /// One link of the chain from write to request.
  ///
  /// @param from the observation it rests on
  public record Link(String link, Level level, String from) {}

  /// Who submitted the first bio.
  public record Submitter(String comm, int threadId) {}

  static RequestEntry of(TracedRequest request, Names names, StructureMap structures, long zeroNs) {
    TracedRequest.Times times = request.times();
    int thread = request.submitter().threadId();
    return new RequestEntry(
        request.id(),
        request.owner(),
        request.rwbs().raw(),
        request.device().toString(),
        request.sector(),
        request.bytes(),
        times.queuedNs() - zeroNs,
        times.issuedNs() - zeroNs,
        times.completedNs() == 0 ? null : times.completedNs() - zeroNs,
        request.cause(),
        request.path(),
        structures.of(request),
        request.transaction() == 0 ? null : request.transaction(),
        request.carried().homeOf(),
        request.carried().bios(),
        pages(request.carried()),
        request.shares().stream().map(TracedRequest.Share::writeId).sorted().toList(),
        request.othersBytes(),
        request.others(),
        request.evidence().stream().sorted().map(RequestEntry::link).toList(),
        new Submitter(names.comm(thread), thread),
        request.submitter().stack());
  }

  private static @Nullable Integer pages(TracedRequest.Carried carried) {
    return carried.pages() == TracedRequest.Carried.UNTOLD ? null : carried.pages();
  }

  /// The weakest link: how well the cause is known.
  public Level level() {
    return evidence.stream().map(Link::level).reduce(Level.EXACT, Level::weaker);
  }

  private static Link link(Evidence evidence) {
    return new Link(evidence.link(), evidence.level(), evidence.from());
  }
}
