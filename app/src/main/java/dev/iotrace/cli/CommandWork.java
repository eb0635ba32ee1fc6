package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Signal;
import dev.iotrace.syscall.Time;
import dev.iotrace.syscall.Unistd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A command of the user's, with the stdin, stdout and stderr of ours.
///
/// A shell stands for it until the probes are attached: it stops itself, and becomes the command
/// when it is let go, so that the process that is followed is the command's from its first
/// instruction on.
final class CommandWork implements Work {
  /// What the shell does. `IOTRACE_RUN` marks our own children ([Run#MARK]), which the command is
  /// none of.
  private static final String HOLD = "kill -STOP $$; unset " + Run.MARK + "; exec \"$@\"";

  private static final int POLL_MILLIS = 5;

  private final Process process;
  private final Run run;
  private final FilesBelow there;
  private final Map<String, String> options;
  private boolean letGo;
  private boolean cancelled;
  private int exitCode = ExitCode.INTERRUPTED.number();

  /// What to start, and on whose behalf.
  record Order(List<String> command, Invoker invoker) {
    private ProcessBuilder held() {
      List<String> whole = new ArrayList<>(invoker.prefix());
      whole.addAll(List.of("/bin/sh", "-c", HOLD, "iotrace"));
      whole.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(whole).inheritIO();
      builder.environment().putAll(invoker.environment());
      return builder;
    }

    private Map<String, String> options() {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("command", String.join(" ", command));
      options.put("user", invoker.uid().isEmpty() ? "as iotrace" : invoker.uid());
      return options;
    }
  }

  private CommandWork(Process process, Run run, FilesBelow there, Map<String, String> options) {
    this.process = process;
    this.run = run;
    this.there = there;
    this.options = options;
  }

  /// Starts the command, stopped.
  ///
  /// @param directory whose files are to be named and known
  static CommandWork start(Order order, Path directory, Run run, Progress progress)
      throws IOException, InterruptedException {
    ProcessBuilder builder = order.held();
    FilesBelow there = lookAround(directory, progress);
    CommandWork work = new CommandWork(run.start(builder), run, there, order.options());
    work.awaitStopped();
    return work;
  }

  /// State `T` of proc_pid_stat(5).
  private void awaitStopped() throws InterruptedException {
    while (process.isAlive()) {
      String stat = stat();
      if (stat.startsWith("T", stat.lastIndexOf(')') + 2)) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new OptionRefused(
        "the command cannot be started",
        "its user's rights could not be taken on",
        "see the message above, or use --as-root");
  }

  private String stat() {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    } catch (IOException ended) {
      return "";
    }
  }

  @Override
  public int threadId() {
    return Math.toIntExact(process.pid());
  }

  @Override
  public TraceHeader.Workload described() {
    return new TraceHeader.Workload("", options, true);
  }

  /// Looks at what is there, before the probes are: reading a directory changes when it was read
  /// last. That, and all else that is dirty, goes to the disk now, for it is not the command's.
  private static FilesBelow lookAround(Path directory, Progress progress) throws IOException {
    FilesBelow files = FilesBelow.mapped(directory);
    if (files.tooMany()) {
      progress.say(
          "more than "
              + FilesBelow.MOST
              + " files below "
              + directory
              + ": not all are known by name and place; name a smaller directory by --target");
    }
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
      Unistd.syncfs(open);
    }
    return files;
  }

  @Override
  public List<IoEvent> before() {
    return there.at(Time.boottimeNs());
  }

  /// Lets the command go and waits for its end, not for that of what it has left running.
  @Override
  public String run(Consumer<IoEvent> events) throws InterruptedException {
    letGo();
    int code = process.waitFor();
    synchronized (this) {
      exitCode = letGo ? code : ExitCode.INTERRUPTED.number();
    }
    events.accept(new WorkloadEnded(Time.boottimeNs()));
    return "";
  }

  private synchronized void letGo() {
    if (!cancelled) {
      letGo = true;
      run.letGo(process);
      send(Signal.CONT);
    }
  }

  /// Its exit code; 128 + n when signal n ended it, as [Process#exitValue] tells it.
  synchronized int exitCode() {
    return exitCode;
  }

  /// Before it was let go, nothing of it has run: it goes. Later it decides itself. The terminal
  /// has sent it the signal that we got, unless we were sent it otherwise.
  @Override
  public synchronized void cancel() {
    cancelled = true;
    if (!letGo) {
      process.destroyForcibly();
    } else if (!Foreground.isOurs()) {
      send(Foreground.signalReceived());
    }
  }

  private void send(Signal signal) {
    try {
      signal.send(threadId());
    } catch (ErrnoException ended) {
      // So there is nobody to be told.
    }
  }

  @Override
  public List<IoEvent> after() throws IOException {
    return FilesBelow.named(there.directory()).at(Time.boottimeNs());
  }

  @Override
  public synchronized void close() {
    if (!letGo) {
      process.destroyForcibly();
    }
  }
}
