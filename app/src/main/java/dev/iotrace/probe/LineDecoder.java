package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.SumRead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Turns the lines that one bpftrace process prints into events. Never throws for what a line
/// holds: what is not understood is counted, and reported as lost.
final class LineDecoder implements Lines.Sink {
  /// How `printf` lines begin in bpftrace 0.11 to 0.27, and without the spaces.
  private static final byte[][] PRINTED = {
    ascii("{\"type\": \"printf\", \"data\": \""), ascii("{\"type\":\"printf\",\"data\":\"")
  };

  private static final int PRINTED_END = 2;

  private final String source;
  private final Output output;
  private final Fields fields = new Fields();
  private final EventDecoder decoder = new EventDecoder();
  private final KeptDecoder kept;
  private final Watermark watermark;
  private List<IoEvent> batch = new ArrayList<>();
  private long lastNs;
  private long lostInKernel;
  private long undecodable;
  private long skipped;
  private boolean mixed;

  /// Takes what was decoded.
  interface Output {
    /// Events in the order of the lines; never empty. The list is the receiver's.
    void events(List<IoEvent> events);

    /// The first (1) or the last (2) probe of the script has fired; told more than once, in any
    /// order.
    void ready(int number);

    /// All that happened before the one time has been handed over ([Watermark]).
    ///
    /// @param newestNs of what the script told
    default void comeTo(long allNs, long newestNs) {}
  }

  /// @param source the script's name
  LineDecoder(String source, Output output) {
    this(source, List.of(), output);
  }

  /// @param formats of the lines that it keeps ([ProbeScript#kept])
  LineDecoder(String source, List<KeptFormat> formats, Output output) {
    this.source = source;
    this.kept = new KeptDecoder(formats, (bytes, end) -> take(bytes, 0, end));
    this.watermark = new Watermark(!formats.isEmpty());
    this.output = output;
  }

  @Override
  public void line(byte[] bytes, int from, int end) {
    int data = printedData(bytes, from, end);
    if (data > 0) {
      printed(bytes, data, end - PRINTED_END);
    } else if (kept.knows(bytes, from, end)) {
      undecodable += kept.read(bytes, from, end);
      mixed = true;
    } else if (from < end) {
      other(BpftraceMessage.parse(bytes, from, end));
    }
  }

  @Override
  public void tooLong() {
    undecodable++;
  }

  @Override
  public void pause() {
    reportLoss("events did not fit the kernel's buffer", lostInKernel);
    reportLoss("lines could not be understood", undecodable);
    lostInKernel = 0;
    undecodable = 0;
    if (!batch.isEmpty()) {
      if (mixed) {
        batch.sort(Comparator.comparingLong(IoEvent::timeNs));
        mixed = false;
      }
      List<IoEvent> full = batch;
      batch = new ArrayList<>(full.size());
      output.events(full);
    }
    if (watermark.moved()) {
      output.comeTo(watermark.ns(), watermark.newestNs());
    }
  }

  /// When the last decoded event happened.
  long lastNs() {
    return lastNs;
  }

  /// How many lines were of a type that is not known.
  long skipped() {
    return skipped;
  }

  private void reportLoss(String what, long count) {
    if (count > 0) {
      batch.add(new EventsLost(lastNs, source + ": " + what, count));
    }
  }

  /// Where the printed text begins, 0 when the line is not an ordinary `printf`.
  private static int printedData(byte[] bytes, int from, int end) {
    if (end - from < PRINTED_END || bytes[end - 1] != '}' || bytes[end - 2] != '"') {
      return 0;
    }
    for (byte[] start : PRINTED) {
      int data = from + start.length;
      if (data <= end - PRINTED_END && Arrays.equals(bytes, from, data, start, 0, start.length)) {
        return data;
      }
    }
    return 0;
  }

  private void printed(byte[] bytes, int from, int end) {
    try {
      take(bytes, from, end);
    } catch (MalformedLine | IllegalArgumentException | ArithmeticException notOurs) {
      undecodable++;
    }
  }

  private void take(byte[] bytes, int from, int end) {
    fields.begin(bytes, from, end);
    String kind = fields.word();
    switch (kind) {
      case "ready" -> ready();
      case "swept" -> swept();
      case "beat" -> watermark.beat(fields.number());
      default -> {
        IoEvent event = decoder.decode(kind, fields);
        lastNs = event.timeNs();
        batch.add(event);
      }
    }
  }

  private void swept() {
    lastNs = fields.number();
    watermark.swept(lastNs);
    missing(fields.smallNumber());
  }

  private void missing(int half) {
    reportLoss("lines did not fit the kernel's maps", kept.missing(half));
  }

  /// All lines have been handed over.
  void end() {
    missing(0);
    missing(1);
    pause();
  }

  private void ready() {
    int number = fields.smallNumber();
    lastNs = fields.number(); // a stack may follow, for the probe's own good
    output.ready(number);
  }

  private void other(BpftraceMessage message) {
    switch (message) {
      case BpftraceMessage.Printed(String data) -> {
        byte[] escaped = data.replace("\n", "\\n").getBytes(StandardCharsets.UTF_8);
        printed(escaped, 0, escaped.length);
      }
      case BpftraceMessage.Lost(long events) -> lostInKernel += events;
      case BpftraceMessage.Elsewhere(List<BpftraceMessage.Elsewhere.Written> systems) ->
          systems.forEach(this::elsewhere);
      case BpftraceMessage.Counters(Map<Long, Long> byInode) ->
          byInode.forEach((inode, counter) -> batch.add(new SumRead(lastNs, inode, counter)));
      case BpftraceMessage.Unknown() -> skipped++;
      case BpftraceMessage.Malformed() -> undecodable++;
      case BpftraceMessage.Ignored() -> {}
    }
  }

  private void elsewhere(BpftraceMessage.Elsewhere.Written system) {
    DeviceNumber device = DeviceNumber.ofKernel(system.device());
    batch.add(new ElsewhereWritten(lastNs, device, system.writes(), system.bytes()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
