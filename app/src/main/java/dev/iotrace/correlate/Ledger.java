package dev.iotrace.correlate;

import dev.iotrace.correlate.TracedRequest.Carried;
import dev.iotrace.correlate.TracedRequest.Share;
import dev.iotrace.correlate.TracedRequest.Submitter;
import dev.iotrace.correlate.TracedRequest.Times;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.SectorRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Shares out a request's bytes among its causes. No byte is lost and none is made.
final class Ledger {
  /// The links from writes on XFS that a request of others does without.
  private static final Set<Evidence> TO_ITEMS =
      EnumSet.of(Evidence.WRITE_TO_CHECKPOINT, Evidence.WRITE_TO_ITEM);

  private Ledger() {}

  /// The finished account of a request; charges the writes.
  static TracedRequest account(Request request) {
    Map<List<Causes>, Dealing> dealings = new LinkedHashMap<>();
    long othersBytes = 0;
    long partBytes = 0;
    int others = 0;
    EnumSet<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    for (PendingBios.Part part : request.parts()) {
      Attribution why = part.bio().attribution();
      evidence.addAll(why.evidence());
      Evidence descent = part.bio().descent();
      if (descent != null) {
        evidence.add(descent);
      }
      long from = (long) part.first() * SectorRange.SECTOR_BYTES;
      long bytes = (long) part.sectors() * SectorRange.SECTOR_BYTES;
      partBytes += bytes;
      Dealing dealing =
          dealings.computeIfAbsent(
              why.causes().members(), members -> new Dealing(Causes.joined(members)));
      others = Math.max(others, dealing.others());
      othersBytes += dealing.deal(from, from + bytes);
    }
    Map<LogicalWrite, Long> owed = new LinkedHashMap<>();
    dealings
        .values()
        .forEach(each -> each.tell((write, bytes) -> owed.merge(write, bytes, Long::sum)));
    othersBytes += request.event().bytes() - partBytes;
    boolean write = request.event().rwbs().isWrite();
    List<Share> shares = new ArrayList<>(owed.size());
    owed.forEach(
        (each, bytes) -> {
          shares.add(share(each, bytes));
          if (write) {
            each.charge(bytes);
          }
        });
    return traced(request, shares, othersBytes, others, evidence);
  }

  private static Share share(LogicalWrite write, long bytes) {
    CallIntended call = write.call();
    return new Share(call.id(), write.processId(), call.inode(), call.timeNs(), bytes);
  }

  private static TracedRequest traced(
      Request request,
      List<Share> shares,
      long othersBytes,
      int others,
      EnumSet<Evidence> evidence) {
    Owner owner = owner(shares, evidence, request);
    evidence.add(
        request.event().rwbs().isFlush() ? Evidence.FLUSH_OF_BIO : Evidence.BIO_IN_REQUEST);
    if (request.unseen()) {
      evidence.add(Evidence.COMPLETED_BY_ORDER);
    }
    if (request.parts().isEmpty()) {
      evidence.clear();
      evidence.add(request.unlinked() ? Evidence.NO_LINK : Evidence.BEFORE_TRACE);
    } else if (owner == Owner.UNRELATED && evidence.contains(Evidence.WRITE_TO_TRANSACTION)) {
      evidence.remove(Evidence.WRITE_TO_TRANSACTION);
      evidence.add(Evidence.OTHER_TRANSACTION);
    } else if (owner == Owner.UNRELATED && evidence.remove(Evidence.WRITE_TO_GENERATION)) {
      evidence.add(Evidence.OTHER_TRANSACTION);
    } else if (owner == Owner.UNRELATED && evidence.removeAll(TO_ITEMS)) {
      evidence.add(Evidence.OTHER_ITEM);
    }
    Bio main = main(request);
    Cause cause = main == null ? Cause.UNKNOWN : main.attribution().cause();
    CausePath path = main == null ? CausePath.OTHER : main.attribution().path();
    Transaction transaction = main == null ? null : main.attribution().transaction();
    long queuedNs = main == null ? request.event().timeNs() : main.event().timeNs();
    return new TracedRequest(
        request.id(),
        request.event().rwbs(),
        request.event().device(),
        request.event().sectors().start(),
        request.event().bytes(),
        new Times(queuedNs, request.event().timeNs(), request.completedNs()),
        owner,
        request.event().rwbs().isFlush() ? Cause.FLUSH : cause,
        path,
        transaction == null ? 0 : transaction.id(),
        List.copyOf(shares),
        owner == Owner.TRACED ? othersBytes : request.event().bytes(),
        others,
        carried(request),
        evidence,
        submitter(request, main));
  }

  private static Carried carried(Request request) {
    int bios = 0;
    int pages = 0;
    boolean told = !request.parts().isEmpty();
    Set<Long> homeOf = new TreeSet<>();
    for (PendingBios.Part part : request.parts()) {
      Attribution why = part.bio().attribution();
      Bio origin = part.bio().origin();
      boolean whole = part.sectors() > 0 || origin.event().sectors().count() == 0;
      if (whole && origin.count()) {
        bios++;
        pages += Math.max(0, why.pages());
      }
      told &= why.pages() != Attribution.UNTOLD;
      if (why.evidence().contains(Evidence.TRANSACTION_TO_BLOCK)) {
        why.homes().stream()
            .filter(each -> each.id() != 0 && !each.causes().writes().isEmpty())
            .forEach(each -> homeOf.add(each.id()));
      }
    }
    return new Carried(bios, told ? pages : Carried.UNTOLD, List.copyOf(homeOf));
  }

  private static Owner owner(List<Share> shares, EnumSet<Evidence> evidence, Request request) {
    if (!shares.isEmpty()) {
      return Owner.TRACED;
    }
    boolean unknown = request.unlinked() || evidence.contains(Evidence.NO_LINK);
    return unknown ? Owner.UNATTRIBUTED : Owner.UNRELATED;
  }

  /// The bio that carries most of the request's bytes; the first of equals.
  private static @Nullable Bio main(Request request) {
    PendingBios.Part most = null;
    for (PendingBios.Part part : request.parts()) {
      if (most == null || part.sectors() > most.sectors()) {
        most = part;
      }
    }
    return most == null ? null : most.bio().origin();
  }

  private static Submitter submitter(Request request, @Nullable Bio main) {
    return main == null
        ? new Submitter(request.event().threadId(), List.of())
        : new Submitter(main.event().threadId(), main.event().stack());
  }
}
