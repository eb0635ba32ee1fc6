package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.CounterRead;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// A disk with its block layer: merges, splits, reorders, requeues and flushes at random, with a
/// source of chance of its own, so that one workload can be cut into requests in many ways.
final class SimulatedDisk {
  private static final DeviceNumber NUMBER = new DeviceNumber(8, 0);
  private static final int DRIVER_THREAD = 77;

  private final Random random;
  private final Stack.Cache cache;
  private final LongSupplier clock;
  private final List<IoEvent> events;
  private final List<BioQueued> plain = new ArrayList<>();
  private final List<BioQueued> flagged = new ArrayList<>();
  private final List<RequestIssued> inFlight = new ArrayList<>();
  private long writtenBytes;
  private long flushes;

  SimulatedDisk(Random random, Stack.Cache cache, LongSupplier clock, List<IoEvent> events) {
    this.random = random;
    this.cache = cache;
    this.clock = clock;
    this.events = events;
  }

  /// Whether something for these sectors is under way; the kernel then waits before it writes
  /// again.
  boolean isBusy(SectorRange sectors) {
    return Stream.concat(
            plain.stream().map(BioQueued::sectors), inFlight.stream().map(RequestIssued::sectors))
        .anyMatch(busy -> busy.start() < sectors.end() && sectors.start() < busy.end());
  }

  void submit(int thread, SectorRange sectors, String rwbs, SubmitContext context) {
    Rwbs parsed = Rwbs.parse(rwbs);
    if (!cache.write()) { // submit_bio_noacct drops both flags
      parsed = Rwbs.parse(rwbs.replaceFirst("^F", "").replaceFirst("WF", "W"));
    }
    BioQueued bio =
        new BioQueued(
            clock.getAsLong(),
            thread,
            NUMBER,
            sectors,
            parsed,
            context,
            Optional.empty(),
            List.of());
    events.add(bio);
    (parsed.preflush() || parsed.fua() ? flagged : plain).add(bio);
  }

  /// Sends all that is queued without flags to the driver.
  void issue() {
    plain.sort(Comparator.comparingLong(bio -> bio.sectors().start()));
    int from = 0;
    for (int at = 1; at <= plain.size(); at++) {
      if (at == plain.size() || !merges(plain.get(at - 1), plain.get(at))) {
        split(plain.subList(from, at));
        from = at;
      }
    }
    plain.clear();
  }

  private boolean merges(BioQueued left, BioQueued right) {
    return left.sectors().end() == right.sectors().start()
        && left.rwbs().equals(right.rwbs())
        && random.nextInt(3) > 0;
  }

  private void split(List<BioQueued> bios) {
    long at = bios.getFirst().sectors().start();
    long end = bios.getLast().sectors().end();
    while (at < end) {
      int left = Math.toIntExact(end - at);
      int count = random.nextInt(3) == 0 ? 1 + random.nextInt(left) : left;
      issue(new SectorRange(at, count), bios.getFirst().rwbs());
      at += count;
    }
  }

  private void issue(SectorRange sectors, Rwbs rwbs) {
    RequestIssued request = issued(sectors, rwbs);
    if (random.nextInt(10) == 0) {
      events.add(new RequestRequeued(clock.getAsLong(), NUMBER, sectors, rwbs));
      request = issued(sectors, rwbs);
    }
    writtenBytes += rwbs.isWrite() ? sectors.bytes() : 0;
    inFlight.add(request);
  }

  private RequestIssued issued(SectorRange sectors, Rwbs rwbs) {
    RequestIssued request =
        new RequestIssued(clock.getAsLong(), DRIVER_THREAD, NUMBER, sectors, sectors.bytes(), rwbs);
    events.add(request);
    return request;
  }

  /// Completes all that was issued, then what was queued with flags, each with its flushes.
  void complete() {
    while (!inFlight.isEmpty()) {
      complete(inFlight.remove(random.nextInt(inFlight.size())));
    }
    for (BioQueued bio : flagged) {
      sequence(bio);
    }
    flagged.clear();
  }

  private void complete(RequestIssued request) {
    SectorRange sectors = request.sectors();
    if (sectors.count() > 1 && random.nextInt(8) == 0) {
      int first = 1 + random.nextInt(sectors.count() - 1);
      completed(new SectorRange(sectors.start(), first), request.rwbs());
      sectors = new SectorRange(sectors.start() + first, sectors.count() - first);
    }
    completed(sectors, request.rwbs());
  }

  private void completed(SectorRange sectors, Rwbs rwbs) {
    events.add(new RequestCompleted(clock.getAsLong(), NUMBER, sectors, 0, rwbs));
  }

  private void sequence(BioQueued bio) {
    boolean postflush = bio.rwbs().fua() && !cache.fua();
    if (bio.rwbs().preflush()) {
      flush();
    }
    if (bio.sectors().count() > 0) {
      Rwbs rwbs = Rwbs.parse(bio.rwbs().fua() && cache.fua() ? "WFSM" : "WSM");
      issue(bio.sectors(), rwbs);
      complete(inFlight.removeLast());
    }
    if (postflush) {
      flush();
      completed(new SectorRange(bio.sectors().start(), 0), Rwbs.parse("WSM"));
    }
  }

  private void flush() {
    issued(new SectorRange(0, 0), Rwbs.parse("FF"));
    flushes++;
    completed(new SectorRange(-1, 0), Rwbs.parse("FF"));
  }

  void count(CounterRead.Moment moment) {
    long timeNs = clock.getAsLong();
    events.add(
        new CounterRead(
            timeNs,
            clock.getAsLong(),
            moment,
            new CounterRead.Counters(writtenBytes, 0, flushes, inFlight.size())));
  }
}
