package dev.iotrace.probe;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a [TracingInstance] from its making to its end. A child reads the kernel's pipe, for a
/// blocked read of it could not be ended.
final class CompletionFeed {
  private static final Pattern LOST = Pattern.compile("CPU:\\d+ \\[LOST (\\d+) EVENTS\\]");
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration BEAT = Duration.ofMillis(100);
  private static final int MOST_IN_A_BATCH = 1024;

  private final TracingInstance instance;
  private final Process reader;
  private final EventSource events;
  private final Thread drain;
  private final Thread beat;
  private long lastNs;
  private volatile boolean stopping;

  private CompletionFeed(TracingInstance instance, Process reader, EventSource events) {
    this.instance = instance;
    this.reader = reader;
    this.events = events;
    this.drain = Thread.ofVirtual().name("completions").unstarted(this::drain);
    this.beat = Thread.ofVirtual().name("completions beat").unstarted(this::beat);
  }

  /// Starts recording and reading.
  ///
  /// @throws ProbeRefused when the kernel does not record, or the system does not start the child
  static CompletionFeed start(
      TracingInstance instance, ProcessStarter starter, EventSource events) {
    try {
      instance.record();
      ProcessBuilder cat =
          new ProcessBuilder(ProbeCommand.inOwnSession(List.of("cat", instance.pipe().toString())))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      CompletionFeed feed = new CompletionFeed(instance, starter.start(cat), events);
      feed.drain.start();
      feed.beat.start();
      return feed;
    } catch (IOException e) {
      throw ProbeRefused.diedBeforeReady(
          "completions", Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /// The kernel hands over the oldest of all CPUs' events first, so a mark has all older ones
  /// before it. Where none can be made, events are taken to come at once.
  private void beat() {
    while (!stopping) {
      try {
        instance.mark();
      } catch (IOException noMarks) {
        events.comeTo(Long.MAX_VALUE, 0);
        return;
      }
      pause(BEAT);
    }
  }

  private void drain() {
    List<IoEvent> batch = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line, batch);
        if (batch.size() >= MOST_IN_A_BATCH || !ready(lines)) {
          handOver(batch);
          batch = new ArrayList<>();
        }
      }
    } catch (IOException closed) {
      // The same as the end of the stream.
    }
    events.put(batch);
    events.comeTo(Long.MAX_VALUE, lastNs);
  }

  private void handOver(List<IoEvent> batch) {
    events.put(batch);
    events.comeTo(lastNs, lastNs);
  }

  private static boolean ready(Reader lines) throws IOException {
    return lines.ready();
  }

  private void take(String line, List<IoEvent> batch) {
    Matcher lost = LOST.matcher(line);
    if (lost.matches()) {
      batch.add(new EventsLost(lastNs, "completions", Long.parseLong(lost.group(1))));
      return;
    }
    CompletionLine.markNs(line).ifPresent(ns -> lastNs = ns);
    CompletionLine.parse(line)
        .ifPresent(
            event -> {
              lastNs = event.timeNs();
              batch.add(event);
            });
  }

  /// Ends the recording, hands over what was recorded, ends the child.
  void stop(Deadlines deadlines) {
    stopping = true;
    instance.end();
    long deadline = System.nanoTime() + deadlines.interrupt().toNanos();
    while (reader.isAlive() && !instance.drained() && System.nanoTime() < deadline) {
      pause(POLL);
    }
    pause(POLL); // what the child has read goes out in one write
    long lost = instance.lost();
    if (lost > 0) {
      events.put(List.of(new EventsLost(lastNs, "completions: the buffer was full", lost)));
    }
    reader.destroy();
    try {
      if (!reader.waitFor(deadlines.kill().toMillis(), TimeUnit.MILLISECONDS)) {
        reader.destroyForcibly();
      }
      drain.join(deadlines.kill());
    } catch (InterruptedException e) {
      reader.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
