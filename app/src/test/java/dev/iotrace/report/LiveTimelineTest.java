package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Evidence;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.report.LiveTimeline.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveTimelineTest {
  private static final long START_NS = 5_000_000_000_000L;
  private static final int WRITER = 42;
  private static final int KWORKER = 7;

  private final StringWriter written = new StringWriter();

  @Test
  void fourBytesAreToldFromTheCallToTheirPlace() {
    LiveTimeline timeline = timeline(Mode.LINES);
    timeline.accept(new TransactionJoined(at(-1), WRITER, 7, 13, 0));
    call(timeline, 1, 4);
    timeline.accept(new CommitStarted(at(5889.1), 90, 7));
    timeline.accept(new CommitStarted(at(5890), 90, 99));
    timeline.request(request(1, 5890, 4096, Cause.JOURNAL, 90));
    timeline.request(request(2, 5891, 0, Cause.FLUSH, 90));
    timeline.accept(new CommitEnded(at(5892), 90, 7));
    timeline.accept(new ThreadNamed(at(5892), KWORKER, "kworker/u8:7"));
    timeline.request(request(3, 30_717, 4096, Cause.DATA, KWORKER));
    timeline.request(request(4, 40_961, 8192, Cause.METADATA, KWORKER));
    timeline.request(request(5, 40_962, 4096, Cause.METADATA, KWORKER));
    timeline.write(
        new TracedWrite(
            1, WRITER, 0, Syscall.WRITE, 13, 0, 4, 4, true, at(0), 21_000, at(36_097), 4096, 0));
    timeline.awaiting("nothing that a pipe should see");
    timeline.close();
    assertThat(written)
        .hasToString(
            """
            +0.021 ms  write(4) returned
            +5889.1 ms  journal commit of transaction 7 begins
            +5890.0 ms  thread 90 writes 4,096 bytes of journal
            +5891.0 ms  the device's cache is flushed for thread 90
            +5892.0 ms  transaction 7 is committed
            +30.717 s  kworker/u8:7 writes 4,096 bytes of data
            +40.961 s  kworker/u8:7 writes 12,288 bytes of metadata in 2 requests
            +36.097 s  the bytes are safe from now on
            """);
  }

  @Test
  void manyCallsAreCountedAndFailuresTold() {
    LiveTimeline timeline = timeline(Mode.LINES);
    for (int id = 1; id <= 1000; id++) {
      call(timeline, id, 4);
    }
    timeline.accept(new CallIntended(at(1), WRITER, 1001, Syscall.FSYNC, 13, 0, 0));
    timeline.accept(new CallFinished(at(2), WRITER, 1001, -5));
    timeline.accept(new WorkloadEnded(at(2.5)));
    assertThat(written.toString().lines().skip(5))
        .containsExactly(
            "+2.000 ms  fsync() failed with errno 5", "+2.500 ms  1,000 writes and 1 sync made");
  }

  /// The events' thread began a run of requests, and the other told it before it had one in it.
  @Test
  void whatIsAwaitedIsSaidByAnotherThread() throws Exception {
    LiveTimeline timeline = timeline(Mode.SILENT);
    AtomicBoolean over = new AtomicBoolean();
    Thread asking =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    timeline.awaiting("requests in flight");
                  }
                });
    try {
      for (int id = 1; id <= 1_000_000; id++) {
        Cause cause = id % 64 < 32 ? Cause.DATA : Cause.JOURNAL;
        timeline.request(request(id, id, 4096, cause, KWORKER));
      }
    } finally {
      over.set(true);
      asking.join();
    }
    assertThat(written.toString()).isEmpty();
  }

  @Test
  void progressIsOverwrittenOnATerminal() {
    LiveTimeline timeline = timeline(Mode.TERMINAL);
    timeline.awaiting("transaction 8 to commit");
    timeline.awaiting("transaction 8 to commit");
    call(timeline, 1, 4);
    timeline.awaiting("");
    assertThat(written)
        .hasToString(
            "waiting for: transaction 8 to commit\r\u001b[K+0.021 ms  write(4) returned\n");
  }

  @Test
  void namesDoNotDriveTheTerminal() {
    LiveTimeline timeline = timeline(Mode.TERMINAL);
    call(timeline, 1, 4);
    timeline.accept(new ThreadNamed(at(1), KWORKER, "\u001b[2J\u202e\n"));
    timeline.request(request(3, 2, 4096, Cause.DATA, KWORKER));
    timeline.accept(new EventsLost(at(3), "\u009b31m", 2));
    assertThat(written.toString().lines().skip(1))
        .containsExactly(
            "+2.000 ms  \\u001b[2J\\u202e\\u000a writes 4,096 bytes of data",
            "+3.000 ms  2 events lost: \\u009b31m");
  }

  @Test
  void aFloodEndsInOneLine() {
    LiveTimeline timeline = timeline(Mode.LINES);
    call(timeline, 1, 4);
    for (int each = 0; each < 10_000; each++) {
      timeline.accept(new EventsLost(at(each), "block", 1));
    }
    assertThat(written.toString().lines())
        .hasSize(LiveTimeline.LINES_MAX + 1)
        .endsWith("(much more happens: the report has it all)");
  }

  @ParameterizedTest
  @CsvSource({
    "true,  xterm, false, TERMINAL",
    "true,  dumb,  false, LINES",
    "true,  '',    false, LINES",
    "false, xterm, false, SILENT",
    "false, xterm, true,  LINES",
  })
  void modeFollowsTheTerminal(boolean terminal, String term, boolean verbose, Mode mode) {
    assertThat(Mode.of(terminal, term, verbose)).isEqualTo(mode);
  }

  private LiveTimeline timeline(Mode mode) {
    return new LiveTimeline(WRITER, new PrintWriter(written), mode);
  }

  private static void call(LiveTimeline timeline, long id, long bytes) {
    timeline.accept(new CallIntended(at(0), WRITER, id, Syscall.WRITE, 13, 0, bytes));
    timeline.accept(new CallFinished(at(0.021), WRITER, id, bytes));
  }

  private static TracedRequest request(long id, double ms, long bytes, Cause cause, int thread) {
    return new TracedRequest(
        id,
        Rwbs.parse(cause == Cause.FLUSH ? "FF" : "W"),
        new DeviceNumber(7, 0),
        0,
        bytes,
        new TracedRequest.Times(at(ms), at(ms), at(ms)),
        Owner.TRACED,
        cause,
        CausePath.OTHER,
        0,
        List.of(new TracedRequest.Share(1, 0, 13, 0, bytes)),
        0,
        0,
        TracedRequest.Carried.NOTHING,
        Set.of(Evidence.BIO_IN_REQUEST),
        new TracedRequest.Submitter(thread, List.of()));
  }

  private static long at(double ms) {
    return START_NS + Math.round(ms * 1e6);
  }
}
