package dev.iotrace.probe;

import dev.iotrace.event.SumsRead;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Collects the maps that bpftrace prints to rounds; hands all other lines on.
///
/// The name of a map is `@written_a` or `@written_b`: which half of the memory it was in is of no
/// meaning here. The map `@round` ends a round. Numbers of 64 bits that are printed as negative, or
/// as text, mean the same.
final class SumsDecoder implements Lines.Sink {
  private static final byte[] MAP = {'{', '"', 't', 'y', 'p', 'e', '"', ':', ' ', '"', 'm', 'a'};
  private static final String ROUND = "round";
  private static final JsonFactory JSON = new JsonFactory();

  private final Lines.Sink others;
  private final Consumer<SumsRead> rounds;
  private Map<String, Map<String, Long>> maps = new HashMap<>();
  private final AtomicLong undecodable = new AtomicLong();

  SumsDecoder(Lines.Sink others, Consumer<SumsRead> rounds) {
    this.others = others;
    this.rounds = rounds;
  }

  @Override
  public void line(byte[] bytes, int from, int end) {
    if (!isMap(bytes, from, end)) {
      others.line(bytes, from, end);
      return;
    }
    try (JsonParser parser =
        JSON.createParser(ObjectReadContext.empty(), bytes, from, end - from)) {
      read(parser);
    } catch (JacksonException | NumberFormatException broken) {
      undecodable.incrementAndGet();
    }
  }

  @Override
  public void tooLong() {
    undecodable.incrementAndGet();
    others.tooLong();
  }

  @Override
  public void pause() {
    others.pause();
  }

  /// How many maps could not be understood: their sums are missing.
  long undecodable() {
    return undecodable.get();
  }

  private static boolean isMap(byte[] bytes, int from, int end) {
    if (end - from < MAP.length) {
      return false;
    }
    for (int at = 0; at < MAP.length; at++) {
      if (bytes[from + at] != MAP[at]) {
        return false;
      }
    }
    return true;
  }

  /// `{"type": "map", "data": {"@written_a": {"123,12": 4}}}`; of a map without keys the value
  /// stands in place of the inner object.
  private void read(JsonParser parser) {
    String name = "";
    String key = "";
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case START_OBJECT -> depth++;
        case END_OBJECT -> depth--;
        case PROPERTY_NAME -> {
          if (depth == 2) {
            name = name(parser.currentName());
          }
          key = depth == 3 ? parser.currentName() : "";
        }
        default -> {
          if (depth >= 2) {
            take(name, key, number(parser.getString()));
          }
        }
      }
    }
  }

  private void take(String name, String key, long value) {
    if (name.equals(ROUND)) {
      SumsRead whole = new SumsRead(value, maps);
      maps = new HashMap<>();
      rounds.accept(whole);
    } else {
      // A key may come twice: behind the end of a text the kernel leaves what stood there before.
      maps.computeIfAbsent(name, _ -> new HashMap<>()).merge(key, value, Long::sum);
    }
  }

  private static String name(String printed) {
    return printed.replaceAll("^@|_[ab]$", "");
  }

  private static long number(String text) {
    return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
  }
}
