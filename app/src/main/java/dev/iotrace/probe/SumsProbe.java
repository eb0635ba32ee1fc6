package dev.iotrace.probe;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.SumsRead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A bpftrace whose script adds up in the kernel and prints its sums from time to time.
public final class SumsProbe implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Set<Integer> FIRST_AND_LAST = Set.of(1, 2);

  private final String name;
  private final Process process;
  private final Deadlines deadlines;
  private final Output output;
  private final StderrTail stderr = new StderrTail();
  private final SumsDecoder decoder;
  private final CompletableFuture<String> begun = new CompletableFuture<>();
  private final Set<Integer> fired = new HashSet<>();
  private final Thread stdoutDrain = Thread.ofVirtual().unstarted(this::drainStdout);
  private final Thread stderrDrain = Thread.ofVirtual().unstarted(this::drainStderr);
  private volatile boolean stopping;
  private long lost;

  /// Takes what comes, on a thread of the probe's own.
  public interface Output {
    /// A round is whole.
    void sums(SumsRead read);

    /// Something else was told: the name of a thread that ended, or a loss.
    void event(IoEvent event);

    /// It ended by itself, and that is why.
    void failed(String why);
  }

  private SumsProbe(String name, Process process, Deadlines deadlines, Output output) {
    this.name = name;
    this.process = process;
    this.deadlines = deadlines;
    this.output = output;
    this.decoder = new SumsDecoder(new LineDecoder(name, new Told()), output::sums);
  }

  /// Starts watching; returns when the probes have fired.
  ///
  /// @param runDirectory where the answer of the backend is kept for the next command
  /// @param starter notes the process so that it cannot outlive this one for long
  /// @throws ProbeRefused when the host cannot
  public static SumsProbe start(
      ProbeHost host,
      Path runDirectory,
      SumsParameters parameters,
      ProcessStarter starter,
      Output output) {
    ProbePlan plan = ProbePlan.make(host, runDirectory, parameters.causes(), ProbePlan.Wanted.BEST);
    ProbeScript script = script(host, plan, parameters.probe());
    ProcessBuilder command = ProbeCommand.of(plan, script, parameters.positional());
    Process process = started(script, command, starter);
    SumsProbe probe = new SumsProbe(script.name(), process, plan.deadlines(), output);
    boolean ready = false;
    try {
      probe.begin(script);
      ready = true;
      return probe;
    } finally {
      if (!ready) {
        probe.close();
      }
    }
  }

  private static ProbeScript script(ProbeHost host, ProbePlan plan, String name) {
    if (!(plan.backend() instanceof Bpftrace)
        || VersionNumber.in(plan.version()).filter(it -> it.isBefore(0, 17)).isPresent()) {
      throw ProbeRefused.sumsUnseen("that takes bpftrace 0.17 or later");
    }
    if (!host.hasBtf()) {
      throw ProbeRefused.sumsUnseen("the kernel's types (BTF) are not there");
    }
    ProbeScript script = plan.backend().script(name);
    List<String> absent = host.tracepoints().absent(script);
    if (!absent.isEmpty()) {
      throw ProbeRefused.sumsUnseen(Tracepoints.lacking(absent));
    }
    return script;
  }

  private static Process started(
      ProbeScript script, ProcessBuilder command, ProcessStarter starter) {
    try {
      return starter.start(command);
    } catch (IOException e) {
      throw ProbeRefused.diedBeforeReady(
          script.name(), Printable.of(String.valueOf(e.getMessage())));
    }
  }

  private void begin(ProbeScript script) {
    stderrDrain.start();
    stdoutDrain.start();
    Thread.ofVirtual().start(() -> feed(script));
    Readiness.await(name, process, begun, deadlines.ready());
  }

  /// How many maps so far could not be understood, or did not reach us at all.
  public synchronized long lost() {
    lost += stderr.takeLost();
    return lost + decoder.undecodable();
  }

  /// Ends the process.
  @Override
  public void close() {
    stopping = true;
    if (process.isAlive()) {
      Signals.interrupt(process);
      if (!exits(deadlines.kill())) {
        process.destroy();
        if (!exits(deadlines.kill())) {
          process.destroyForcibly();
          exits(deadlines.kill());
        }
      }
    }
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
    boolean unexpected = !stopping;
    exits(GRACE);
    String telling = stderr.telling();
    String how = telling.isEmpty() ? "it ended without a word" : telling;
    if (!begun.complete(how) && unexpected) {
      output.failed(how);
    }
  }

  private void drainStderr() {
    try (InputStream in = process.getErrorStream()) {
      Lines.read(in, stderr);
    } catch (IOException closed) {
      // The same as the end of the stream.
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

  /// Takes the lines that are no maps.
  private final class Told implements LineDecoder.Output {
    @Override
    public void events(List<IoEvent> events) {
      events.forEach(output::event);
    }

    @Override
    public void ready(int number) {
      fired.add(number);
      if (fired.containsAll(FIRST_AND_LAST)) {
        begun.complete("");
      }
    }
  }
}
