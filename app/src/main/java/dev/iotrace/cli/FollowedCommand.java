package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.syscall.Signal;
import dev.iotrace.syscall.Time;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A command of the user's, with the stdin, stdout and stderr of ours. It begins when the probes
/// are attached.
final class FollowedCommand implements Followed {
  private final HeldProcess process;
  private final Map<String, String> options;
  private final SignalsReceived signals = new SignalsReceived();
  private boolean letGo;
  private boolean cancelled;
  private int exitCode = ExitCode.INTERRUPTED.number();

  /// What to start, and on whose behalf.
  record Order(List<String> command, Invoker invoker) {
    private Map<String, String> options() {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("command", String.join(" ", command));
      options.put("user", invoker.uid().isEmpty() ? "as iotrace" : invoker.uid());
      return options;
    }
  }

  private FollowedCommand(HeldProcess process, Map<String, String> options) {
    this.process = process;
    this.options = options;
  }

  /// Starts the command, held.
  static FollowedCommand start(Order order, Run run) throws IOException, InterruptedException {
    List<String> prefix = order.invoker.prefix();
    HeldProcess process =
        HeldProcess.start(prefix, order.command, order.invoker.environment(System.getenv()), run);
    return new FollowedCommand(process, order.options());
  }

  @Override
  public int processId() {
    return process.id();
  }

  @Override
  public Map<String, String> options() {
    return options;
  }

  @Override
  public Optional<Survivors> survivors() {
    return Optional.of(new Survivors(process.id()));
  }

  /// Lets the command go and waits for its end, not for that of what it has left running.
  @Override
  public void run(Consumer<IoEvent> events) throws InterruptedException {
    letGo();
    int code = process.await();
    synchronized (this) {
      exitCode = letGo ? code : ExitCode.INTERRUPTED.number();
    }
    events.accept(new WorkloadEnded(Time.boottimeNs()));
  }

  private synchronized void letGo() throws InterruptedException {
    if (!cancelled) {
      ProcessIds.getsid(process.id()); // the probes hear of it, and follow it from now on
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
  public synchronized void close() {
    if (!letGo) {
      process.kill();
    }
  }
}
