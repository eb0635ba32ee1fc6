package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.syscall.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What somebody who is followed does on one file system.
final class FollowedWork implements Work {
  private final Followed followed;
  private final Ground ground;
  private final Running running;
  private final OtherMounts elsewhere;
  private final Optional<Survivors> survivors;

  /// Where that is.
  ///
  /// @param there the files that are known by name
  /// @param traced the numbers of all file systems that are traced
  record Ground(FilesBelow there, Detail detail, Set<DeviceNumber> traced) {}

  /// How the followed is let go: by itself, or when its probes on further file systems are
  /// attached, too.
  @FunctionalInterface
  interface Running {
    void run(Consumer<IoEvent> events) throws IOException, InterruptedException;
  }

  FollowedWork(Followed followed, Ground ground, Running running) {
    this.followed = followed;
    this.ground = ground;
    this.running = running;
    elsewhere = new OtherMounts(ground.traced);
    survivors = followed.survivors();
  }

  @Override
  public int threadId() {
    return followed.processId();
  }

  @Override
  public TraceHeader.Workload described() {
    Map<String, String> options = new LinkedHashMap<>(followed.options());
    options.put("detail", ground.detail.name());
    return new TraceHeader.Workload("", options, true);
  }

  @Override
  public void saw(IoEvent event) {
    survivors.ifPresent(it -> it.accept(event));
    elsewhere.accept(event);
  }

  @Override
  public List<IoEvent> before() {
    return ground.there.at(Time.boottimeNs());
  }

  @Override
  public String run(Consumer<IoEvent> events) throws IOException, InterruptedException {
    running.run(events);
    return "";
  }

  @Override
  public void cancel() {
    followed.cancel();
  }

  @Override
  public List<IoEvent> after() throws IOException {
    long nowNs = Time.boottimeNs();
    List<IoEvent> events = new ArrayList<>(ground.there.namedNow().at(nowNs));
    survivors.ifPresent(it -> events.addAll(it.at(nowNs)));
    events.addAll(elsewhere.at(nowNs));
    return events;
  }

  /// Who is followed on several file systems is closed when all are done.
  @Override
  public void close() {}
}
