package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.registry.ProcessIdentity;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.syscall.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process that runs already, with all its threads and all that it has started and starts. It is
/// looked at only, and goes on afterwards.
final class FollowedProcess implements Followed {
  private static final int POLL_MILLIS = 20;
  private static final int FLAGS_FIELD = 6; // after the comm, proc_pid_stat(5)

  /// include/linux/sched.h.
  private static final long PF_KTHREAD = 0x0020_0000;

  private final ProcessIdentity process;
  private final Optional<Duration> duration;
  private final ProcessTree tree;
  private final Progress progress;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private FollowedProcess(Order order, Progress progress) {
    this.process = order.process;
    this.duration = order.duration;
    this.progress = progress;
    tree = new ProcessTree(process);
  }

  /// Whom to follow.
  ///
  /// @param duration for how long; empty: until it ends
  record Order(ProcessIdentity process, Optional<Duration> duration) {}

  /// To be begun soon.
  static FollowedProcess of(Order order, Progress progress) throws IOException {
    FollowedProcess followed = new FollowedProcess(order, progress);
    followed.tree.look(); // whoever loses its parent while the probes are attached stays known
    return followed;
  }

  /// The process of that number.
  ///
  /// @throws OptionRefused when there is none, or it cannot be followed
  static ProcessIdentity find(int id) {
    if (id == ProcessHandle.current().pid()) {
      throw refused(id, "that is iotrace itself");
    }
    Optional<ProcessIdentity> found = id > 0 ? ProcessIdentity.of(id) : Optional.empty();
    ProcessIdentity process =
        found.orElseThrow(() -> refused(id, "there is no such process, or it has just ended"));
    if ((flags(id) & PF_KTHREAD) != 0) {
      throw refused(id, "that is a thread of the kernel, which writes for others");
    }
    return process;
  }

  private static OptionRefused refused(int id, String why) {
    return new OptionRefused("--pid " + id, why, "name a running process: pgrep(1) finds it");
  }

  private static long flags(int id) {
    try {
      byte[] stat = Files.readAllBytes(Path.of("/proc", Integer.toString(id), "stat"));
      String text = new String(stat, StandardCharsets.ISO_8859_1);
      return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ")[FLAGS_FIELD]);
    } catch (IOException ended) {
      return 0;
    }
  }

  @Override
  public int processId() {
    return Math.toIntExact(process.pid());
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("pid", Long.toString(process.pid()));
    duration.ifPresent(it -> options.put("duration", it.toMillis() + "ms"));
    return options;
  }

  /// All of them do.
  @Override
  public Optional<Survivors> survivors() {
    return Optional.empty();
  }

  @Override
  public void run(Consumer<IoEvent> events) throws InterruptedException {
    follow(events);
    long begunNanos = System.nanoTime();
    long most = duration.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    boolean over = false;
    while (!over) {
      over =
          cancelled.await(POLL_MILLIS, TimeUnit.MILLISECONDS)
              || System.nanoTime() - begunNanos >= most
              || !process.isAlive();
    }
    events.accept(new WorkloadEnded(Time.boottimeNs(), true));
  }

  /// Tells the probes who belongs to it: they take the number that this process asks getsid(2) of.
  private void follow(Consumer<IoEvent> events) {
    try {
      int threads = tree.tell(ProcessIds::getsid, Time::boottimeNs, events);
      progress.say("following process " + process.pid() + ", threads: " + threads);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc", e);
    }
  }

  @Override
  public void cancel() {
    cancelled.countDown();
  }

  /// There is nothing to take away.
  @Override
  public void close() {}
}
