package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.XfsGeometry;
import dev.iotrace.filesystem.BlockDevice;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.Mount;
import dev.iotrace.filesystem.MountTable;
import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.probe.SumsParameters;
import dev.iotrace.probe.SumsParameters.Sectors;
import dev.iotrace.probe.SumsProbe;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.Time;
import dev.iotrace.watch.MetricsServer;
import dev.iotrace.watch.OpenMetrics;
import dev.iotrace.watch.View;
import dev.iotrace.watch.Watch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One watch from its beginning to its end. Whatever it starts is held by the [Run].
final class WatchRun {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final String TAKES = ", and so far that takes ext4 or XFS on one disk";

  private final Run run;
  private final Cancellation cancellation;
  private final Progress progress;
  private final WatchOutput output;

  /// What is asked for.
  ///
  /// @param count intervals; 0 for as long as nobody ends it
  record Order(Target target, Duration interval, long count, @Nullable InetSocketAddress metrics) {
    /// @throws dev.iotrace.event.Refusal when there is nothing at that path that can be watched
    static Order of(Path path, Duration interval, long count, @Nullable InetSocketAddress metrics)
        throws IOException {
      Target target = Target.resolve(directory(path));
      requireAble(target);
      return new Order(target, interval, count, metrics);
    }
  }

  WatchRun(Run run, Cancellation cancellation, Progress progress, WatchOutput output) {
    this.run = run;
    this.cancellation = cancellation;
    this.progress = progress;
    this.output = output;
  }

  /// Returns when the last interval has been shown, or the user has had enough.
  ///
  /// @throws dev.iotrace.event.Refusal when the host must change something first
  void run(Order order) throws IOException, InterruptedException {
    Tracefs.ensure(run);
    Target target = order.target;
    SumsParameters parameters = parameters(target, order.interval);
    target.support().notes().forEach(progress::say);
    OpenMetrics metrics = new OpenMetrics();
    try (ProcessNames names = new ProcessNames(target.directory(), target.mount().type());
        Listening _ = listen(order.metrics, metrics)) {
      WatchFeed feed = new WatchFeed(names, () -> target.counters().toEvent());
      cancellation.whenRequested(feed::end);
      View.Place place =
          new View.Place(
              target.directory().toString(), target.mount().type(), target.disk().device().name());
      try (SumsProbe probe =
          SumsProbe.start(
              ProbeHost.here(), Registry.defaultDirectory(), parameters, run::start, feed)) {
        show(order, new Subject(place, names, probe, feed), metrics);
      }
    }
  }

  /// Whose intervals are shown.
  private record Subject(View.Place place, ProcessNames names, SumsProbe probe, WatchFeed feed) {
    List<String> losses() {
      long lost = feed.lost() + probe.lost();
      return lost == 0
          ? List.of()
          : List.of(lost + " prints of the kernel's sums were lost: figures are lower bounds");
    }
  }

  private void show(Order order, Subject subject, OpenMetrics metrics)
      throws IOException, InterruptedException {
    Optional<WatchFeed.Arrived> begin = subject.feed.next();
    if (begin.isEmpty()) {
      requireAlive(subject.feed);
      return;
    }
    Watch watch =
        new Watch(subject.place, subject.names, begin.get().sums(), begin.get().counters());
    for (long shown = 0; order.count == 0 || shown < order.count; shown++) {
      Optional<WatchFeed.Arrived> next = subject.feed.next();
      if (next.isEmpty() || cancellation.requested() || output.isClosed()) {
        requireAlive(subject.feed);
        return;
      }
      View view = watch.take(next.get().sums(), next.get().counters(), subject.losses());
      metrics.add(view);
      output.show(view);
    }
  }

  private static void requireAlive(WatchFeed feed) {
    if (!feed.failure().isEmpty()) {
      throw new WatchRefused(
          "the probe ended", feed.failure(), "run it again; iotrace doctor tells more");
    }
  }

  /// What has to be closed, or nothing.
  private record Listening(@Nullable MetricsServer server) implements AutoCloseable {
    @Override
    public void close() {
      if (server != null) {
        server.close();
      }
    }
  }

  private Listening listen(@Nullable InetSocketAddress address, OpenMetrics metrics) {
    if (address == null) {
      return new Listening(null);
    }
    try {
      MetricsServer server = MetricsServer.start(address, metrics::text);
      String host = server.address().getAddress().getHostAddress();
      String name = host.contains(":") ? "[" + host + "]" : host;
      progress.say("metrics at http://" + name + ":" + server.address().getPort() + "/metrics");
      return new Listening(server);
    } catch (IOException e) {
      throw new WatchRefused(
          "cannot listen at " + address, String.valueOf(e.getMessage()), "name another --metrics");
    }
  }

  /// The directory itself, or where the device is mounted.
  private static Path directory(Path path) throws IOException {
    Statx stat = path.toFile().exists() ? Stat.of(path.toRealPath()) : null;
    if (stat == null || !stat.isBlockDevice()) {
      return path.toAbsolutePath();
    }
    DeviceNumber number = new DeviceNumber(stat.ownMajor(), stat.ownMinor());
    return MountTable.read(HostTree.LIVE).mounts().stream()
        .filter(mount -> mount.device().equals(number))
        .map(Mount::point)
        .findFirst()
        .orElseThrow(
            () ->
                new OptionRefused(
                    "cannot watch " + path,
                    "nothing of it is mounted here",
                    "name a directory, or a device with a mounted file system"));
  }

  /// Refused beats wrong.
  private static void requireAble(Target target) {
    String type = target.mount().type();
    boolean known = type.equals("ext4") || type.equals("xfs");
    if (!known || !target.isPlain()) {
      throw refused(
          target, "it is " + type + (target.isPlain() ? "" : " on more than one disk") + TAKES);
    }
    if (!target.support().causes()) {
      throw refused(target, target.support().notes().getLast());
    }
  }

  private static OptionRefused refused(Target target, String why) {
    return new OptionRefused(
        "cannot watch " + target.directory(), why, "name a directory on another file system");
  }

  private static SumsParameters parameters(Target target, Duration interval) {
    BlockDevice device = target.stack().top();
    long first = device.startSector();
    Optional<XfsGeometry> xfs = target.xfsGeometry(Time::boottimeNs);
    return new SumsParameters(
        xfs.isPresent() ? ProbePlan.Causes.XFS : ProbePlan.Causes.EXT4,
        target.fileSystemDevice(),
        target.disk().device().number(),
        new Sectors(first, first + device.sectors()),
        xfs.map(it -> log(it, first)).orElse(Sectors.NONE),
        Math.toIntExact(interval.dividedBy(TICK)));
  }

  private static Sectors log(XfsGeometry xfs, long first) {
    long begin = first + xfs.logSector();
    return new Sectors(begin, begin + xfs.logSectors());
  }
}
