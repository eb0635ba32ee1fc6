package dev.iotrace.probe;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One process of the backend with one probe, from start to end. Its two streams are drained from
/// the first moment, by platform threads: virtual ones that wait in a read keep their carriers from
/// those that stop it. Any thread may do that.
final class ProbeProcess {
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// bpftrace 0.17 notices SIGINT in `epoll_wait` only; one that comes between two waits it forgets
  /// (`poll_perf_events`, src/bpftrace.cpp).
  private static final Duration SIGINT_AGAIN = Duration.ofSeconds(1);

  private static final long POLL_MILLIS = 5;
  private static final long CLOCK_ERROR_NS = 100_000_000;
  private static final Set<Integer> FIRST_AND_LAST = Set.of(1, 2);

  private final ProbeScript script;
  private final String name;
  private final Process process;
  private final EventSource events;
  private final LineDecoder decoder;
  private final StderrTail stderr = new StderrTail();

  /// Completed with the empty text when it is ready, else with what it died of.
  private final CompletableFuture<String> begun = new CompletableFuture<>();

  private final Thread stdoutDrain;
  private final Thread stderrDrain;
  private final Set<Integer> fired = new HashSet<>();
  private volatile boolean stopping;
  private volatile String failure = "";

  private ProbeProcess(ProbeScript script, Process process, EventSource events) {
    this.script = script;
    this.name = script.name();
    this.process = process;
    this.events = events;
    this.decoder = new LineDecoder(name, script.kept(), new Decoded());
    this.stdoutDrain =
        Thread.ofPlatform().daemon().name(name + " stdout").unstarted(this::drainStdout);
    this.stderrDrain =
        Thread.ofPlatform().daemon().name(name + " stderr").unstarted(this::drainStderr);
  }

  /// Starts the process and the draining of its streams.
  ///
  /// @throws ProbeRefused when the system does not start it
  static ProbeProcess start(
      ProbeScript script, ProcessBuilder command, ProcessStarter starter, EventSource events) {
    String name = script.name();
    try {
      ProbeProcess started = new ProbeProcess(script, starter.start(command), events);
      started.stderrDrain.start(); // first: the end of stdout waits for it
      started.stdoutDrain.start();
      Thread.ofPlatform().daemon().name(name + " stdin").start(() -> started.feed(script));
      return started;
    } catch (IOException e) {
      throw ProbeRefused.diedBeforeReady(name, Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /// Waits until the first and the last probe of the script have fired.
  ///
  /// @throws ProbeRefused when it dies before, or is not ready in time
  void awaitReady(Duration deadline) {
    Readiness.await(name, process, begun, deadline);
  }

  /// What it runs.
  ProbeScript script() {
    return script;
  }

  /// Whether it ended by itself before it was ready.
  boolean diedBeforeReady() {
    return !begun.getNow("").isEmpty();
  }

  /// When it printed something last, in kernel time.
  long lastNs() {
    return decoder.lastNs();
  }

  /// How it failed after it was ready; empty while it did not.
  String failure() {
    return failure;
  }

  /// The last that it said on stderr.
  List<String> stderr() {
    return stderr.lines();
  }

  /// How many lines of unknown type it printed; exact once it is stopped.
  long skippedLines() {
    return decoder.skipped();
  }

  /// Waits until what the kernel has buffered so far is printed: on SIGINT bpftrace would drop it
  /// without a word.
  ///
  /// @param nowNs kernel time of now, known to a tenth of a second
  void awaitCaughtUp(long nowNs, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (begun.isDone()
        && process.isAlive()
        && events.arrivedNs() < nowNs + CLOCK_ERROR_NS
        && System.nanoTime() < end) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Ends the process and hands over all that it still prints: SIGINT, then SIGTERM, then SIGKILL.
  /// A second time does nothing.
  void stop(Deadlines deadlines) {
    stopping = true;
    boolean alive = process.isAlive();
    if (alive) {
      if (!endsOnSigint(deadlines.interrupt())) {
        process.destroy(); // closes its streams, too: what it prints now is not read
        if (!exits(deadlines.kill())) {
          process.destroyForcibly();
          exits(deadlines.kill());
        }
        reportLost("it did not end when it was asked to", 1);
      }
    }
    join(stdoutDrain, deadlines.interrupt());
    if (stdoutDrain.isAlive()) {
      reportLost("what it printed last was not read", 1);
    }
    join(stderrDrain, deadlines.kill());
    reportLost("events were lost", stderr.takeLost());
  }

  private boolean endsOnSigint(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean exited = false;
    while (!exited && System.nanoTime() < end) {
      Signals.interrupt(process);
      exited = exits(SIGINT_AGAIN);
    }
    return exited;
  }

  private void feed(ProbeScript script) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(script.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException died) {
      // The end of its stdout tells.
    }
  }

  private void drainStdout() {
    try (InputStream stdout = process.getInputStream()) {
      Lines.read(stdout, decoder);
    } catch (IOException closed) {
      // The same as the end of the stream.
    }
    decoder.end();
    boolean unexpected = !stopping;
    String how = howItEnded();
    events.comeTo(Long.MAX_VALUE, decoder.lastNs()); // it holds nobody back any more
    if (!begun.complete(how) && unexpected) {
      failure = "probe " + name + " ended before the run: " + how;
      reportLost("ended before the run: " + how, 1);
    }
  }

  private void drainStderr() {
    try (InputStream in = process.getErrorStream()) {
      Lines.read(in, stderr);
    } catch (IOException closed) {
      // The same as the end of the stream.
    }
  }

  private String howItEnded() {
    boolean exited = exits(GRACE);
    join(stderrDrain, exited ? GRACE : Duration.ZERO);
    String how = exited ? "exit code " + process.exitValue() : "it closed its output but lives on";
    String telling = stderr.telling();
    return telling.isEmpty() ? how : telling + " (" + how + ")";
  }

  private void reportLost(String what, long count) {
    if (count > 0) {
      events.put(List.of(new EventsLost(decoder.lastNs(), name + ": " + what, count)));
    }
  }

  private boolean exits(Duration deadline) {
    try {
      return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void join(Thread thread, Duration deadline) {
    try {
      if (!deadline.isZero()) {
        thread.join(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes what the decoder found; called by the thread that drains stdout.
  private final class Decoded implements LineDecoder.Output {
    @Override
    public void events(List<IoEvent> decoded) {
      events.put(decoded);
    }

    @Override
    public void ready(int number) {
      fired.add(number);
      if (fired.containsAll(FIRST_AND_LAST)) {
        begun.complete("");
      }
    }

    @Override
    public void comeTo(long allNs, long newestNs) {
      events.comeTo(allNs, newestNs);
    }
  }
}
