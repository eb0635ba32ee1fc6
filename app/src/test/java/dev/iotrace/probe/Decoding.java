package dev.iotrace.probe;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A decoder with what came out of it.
final class Decoding implements LineDecoder.Output {
  final List<Integer> ready = new ArrayList<>();
  final LineDecoder decoder;
  long comeToNs;
  private final List<IoEvent> decoded = new ArrayList<>();

  Decoding() {
    this(List.of());
  }

  /// Of a script that keeps lines of these formats.
  Decoding(List<KeptFormat> formats) {
    decoder = new LineDecoder("test.bt", formats, this);
  }

  void line(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    decoder.line(bytes, 0, bytes.length);
  }

  /// What was decoded since the last call.
  List<IoEvent> events() {
    decoder.pause();
    List<IoEvent> result = List.copyOf(decoded);
    decoded.clear();
    return result;
  }

  /// How many lines were lost, when nothing else happened since the last call.
  long lost() {
    return events().stream().mapToLong(event -> ((EventsLost) event).count()).sum();
  }

  @Override
  public void events(List<IoEvent> events) {
    decoded.addAll(events);
  }

  @Override
  public void ready(int number) {
    ready.add(number);
  }

  @Override
  public void comeTo(long allNs, long newestNs) {
    comeToNs = allNs;
  }
}
