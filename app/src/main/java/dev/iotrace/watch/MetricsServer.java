package dev.iotrace.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Answers `GET /metrics`, and nothing else.
public final class MetricsServer implements AutoCloseable {
  private static final String PATH = "/metrics";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<String> text;

  private MetricsServer(HttpServer server, Supplier<String> text) {
    this.server = server;
    this.text = text;
  }

  /// Listens from now on.
  ///
  /// @param text the answer, asked for each time, by any thread
  /// @throws IOException when the address cannot be had
  public static MetricsServer start(InetSocketAddress address, Supplier<String> text)
      throws IOException {
    MetricsServer started = new MetricsServer(HttpServer.create(address, 0), text);
    started.server.createContext("/", started::answer);
    started.server.setExecutor(started.threads);
    started.server.start();
    return started;
  }

  /// Where it listens: the port, when any was asked for.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean head = method.equals("HEAD");
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      } else if (!head && !method.equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
      } else {
        byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", OpenMetrics.CONTENT_TYPE);
        exchange.sendResponseHeaders(OK, head ? -1 : bytes.length);
        if (!head) {
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
