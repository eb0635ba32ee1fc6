package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.Signal;
import dev.iotrace.syscall.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A command of the user's, with the stdin, stdout and stderr of ours. It begins when the probes
/// are attached.
final class CommandWork implements Work {
  private final HeldProcess process;
  private final FilesBelow there;
  private final Map<String, String> options;
  private final SignalsReceived signals = new SignalsReceived();
  private final Survivors survivors;
  private final OtherMounts elsewhere = new OtherMounts();
  private boolean letGo;
  private boolean cancelled;
  private int exitCode = ExitCode.INTERRUPTED.number();

  /// What to start, and on whose behalf.
  record Order(List<String> command, Invoker invoker, Detail detail) {
    private Map<String, String> options() {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("command", String.join(" ", command));
      options.put("user", invoker.uid().isEmpty() ? "as iotrace" : invoker.uid());
      options.put("detail", detail.name());
      return options;
    }
  }

  private CommandWork(HeldProcess process, FilesBelow there, Map<String, String> options) {
    this.process = process;
    this.there = there;
    this.options = options;
    survivors = new Survivors(process.id());
  }

  /// Starts the command, held.
  ///
  /// @param directory whose files are to be named and known
  static CommandWork start(Order order, Path directory, Run run, Progress progress)
      throws IOException, InterruptedException {
    List<String> prefix = order.invoker.prefix();
    FilesBelow there = FilesBelow.settled(directory, progress);
    HeldProcess process =
        HeldProcess.start(prefix, order.command, order.invoker.environment(System.getenv()), run);
    return new CommandWork(process, there, order.options());
  }

  @Override
  public int threadId() {
    return process.id();
  }

  @Override
  public TraceHeader.Workload described() {
    return new TraceHeader.Workload("", options, true);
  }

  @Override
  public void saw(IoEvent event) {
    survivors.accept(event);
    elsewhere.accept(event);
  }

  @Override
  public List<IoEvent> before() {
    return there.at(Time.boottimeNs());
  }

  /// Lets the command go and waits for its end, not for that of what it has left running.
  @Override
  public String run(Consumer<IoEvent> events) throws InterruptedException {
    letGo();
    int code = process.await();
    synchronized (this) {
      exitCode = letGo ? code : ExitCode.INTERRUPTED.number();
    }
    events.accept(new WorkloadEnded(Time.boottimeNs()));
    return "";
  }

  private synchronized void letGo() throws InterruptedException {
    if (!cancelled) {
      letGo = true;
      process.letGo();
    }
  }

  /// Its exit code; 128 + n when signal n ended it, as [Process#exitValue] tells it.
  synchronized int exitCode() {
    return exitCode;
  }

  /// Before it was let go, nothing of it has run: it goes. Later it decides itself, and is told
  /// each signal that we are told. A terminal has sent it its Ctrl-C already.
  @Override
  public synchronized void cancel() {
    cancelled = true;
    if (!letGo) {
      process.kill();
      return;
    }
    for (Signal signal : signals.take()) {
      if (signal == Signal.TERM || !Foreground.isOurs()) {
        process.send(signal);
      }
    }
  }

  @Override
  public List<IoEvent> after() throws IOException {
    long nowNs = Time.boottimeNs();
    List<IoEvent> events = new ArrayList<>(FilesBelow.named(there.directory()).at(nowNs));
    events.addAll(survivors.at(nowNs));
    events.addAll(elsewhere.at(nowNs));
    return events;
  }

  @Override
  public synchronized void close() {
    if (!letGo) {
      process.kill();
    }
  }
}
