package dev.iotrace.html;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Chrome DevTools protocol: numbered calls with their answers, and events, as JSON over a
/// WebSocket.
final class DevTools implements WebSocket.Listener {
  /// A page of 10,000 requests takes seconds, and many times that beside others.
  private static final long HANGING_SECONDS = 300;

  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private @Nullable WebSocket socket;

  private DevTools() {}

  static DevTools connect(HttpClient client, URI address) throws Exception {
    DevTools devTools = new DevTools();
    devTools.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(address, devTools)
            .get(HANGING_SECONDS, TimeUnit.SECONDS);
    return devTools;
  }

  /// Calls a method and waits for its answer.
  ///
  /// @param session the tab, empty for the browser
  JsonNode call(String session, String method, Map<String, ?> parameters) throws Exception {
    long id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    Map<String, ?> call =
        session.isEmpty()
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
    WebSocket to = socket;
    if (to == null) {
      throw new IllegalStateException("not connected");
    }
    synchronized (this) {
      to.sendText(JsonMapper.shared().writeValueAsString(call), true)
          .get(HANGING_SECONDS, TimeUnit.SECONDS);
    }
    JsonNode got = answer.get(HANGING_SECONDS, TimeUnit.SECONDS);
    if (got.has("error")) {
      throw new AssertionError(method + ": " + got.get("error"));
    }
    return got.get("result");
  }

  /// The parameters of all events of these kinds so far.
  List<JsonNode> events(String session, String method) {
    return events.stream()
        .filter(event -> event.path("sessionId").asString("").equals(session))
        .filter(event -> event.path("method").asString("").equals(method))
        .map(event -> event.get("params"))
        .toList();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      JsonNode whole = JsonMapper.shared().readTree(message.toString());
      message.setLength(0);
      CompletableFuture<JsonNode> answer =
          whole.has("id") ? asked.remove(whole.get("id").asLong()) : null;
      if (answer == null) {
        events.add(whole);
      } else {
        answer.complete(whole);
      }
    }
    from.request(1);
    return null;
  }
}
