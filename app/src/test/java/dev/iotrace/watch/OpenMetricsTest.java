package dev.iotrace.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CounterRead.Counters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMetricsTest {
  private final OpenMetrics metrics = new OpenMetrics();

  /// Names of processes are theirs to choose.
  private static Names called(String name) {
    return new Names() {
      @Override
      public String comm(int pid) {
        return name.replace("PID", Integer.toString(pid));
      }

      @Override
      public Optional<String> path(long inode) {
        return Optional.empty();
      }
    };
  }

  private static Watch watch(String name) {
    return new Watch(Recorded.PLACE, called(name), Recorded.empty(1), new Counters(0, 0, 0, 0));
  }

  private static View view(Watch watch, String map, Map<String, Long> sums) {
    return watch.take(Recorded.round(2, map, sums), new Counters(0, 0, 0, 0), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\n# EOF",
        "\"} 1\niotrace_flushes_total 9",
        "\\",
        "\\\"",
        "\\n",
        "\u001b[2J",
        "\r",
        "\u0000",
        "\ud800",
        "\u202e",
        "é\ud83d\ude00"
      })
  void hostileNameIsOneValueOnOneLine(String name) {
    metrics.add(view(watch(name), "written", Map.of("1,7", Recorded.packed(3, 1000))));
    List<String> lines = List.of(metrics.text().split("\n", -1));
    String prefix = "iotrace_logical_bytes_total{process=\"";
    String line = lines.stream().filter(it -> it.startsWith(prefix)).findFirst().orElseThrow();
    assertThat(line).endsWith("\"} 1000");
    String value = line.substring(prefix.length(), line.length() - "\"} 1000".length());
    assertThat(unescaped(value))
        .isEqualTo(name.replace('\ud800', '?').replace("?\ude00", "\ud83d\ude00"));
    assertThat(lines.stream().filter("# EOF"::equals)).hasSize(1);
    assertThat(metrics.text()).endsWith("\n# EOF\n");
    assertThat(lines.stream().filter(it -> it.startsWith("iotrace_flushes_total"))).hasSize(1);
  }

  /// As the specification says a label's value is read.
  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      char letter = value.charAt(at);
      assertThat(letter).isNotEqualTo('"');
      if (letter == '\\') {
        at++;
        plain.append(value.charAt(at) == 'n' ? '\n' : value.charAt(at));
      } else {
        plain.append(letter);
      }
    }
    return plain.toString();
  }

  @Test
  void moreNamesThanThereIsRoomForAreOther() {
    Watch watch = watch("PID");
    for (int pid = 1; pid <= OpenMetrics.MOST_PROCESSES + 7; pid++) {
      metrics.add(view(watch, "written", Map.of(pid + ",7", Recorded.packed(1, 10))));
    }
    assertThat(metrics.text().lines().filter(it -> it.startsWith("iotrace_logical_bytes_total{")))
        .hasSize(OpenMetrics.MOST_PROCESSES + 1)
        .contains("iotrace_logical_bytes_total{process=\"other\"} 70");
  }

  @Test
  void countersGrow() {
    Watch watch = watch("dd");
    metrics.add(view(watch, "bios", Map.of("0,0,0,W", Recorded.packed(1, 512))));
    metrics.add(view(watch, "bios", Map.of("0,0,0,W", Recorded.packed(1, 4096))));
    assertThat(metrics.text()).contains("\niotrace_unattributed_bytes_total 4608\n");
  }

  @Test
  void onlyMetricsAreServed() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (MetricsServer server = MetricsServer.start(any, metrics::text);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = get(client, server, "/metrics", "GET");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(answer.body()).isEqualTo(metrics.text());
      assertThat(get(client, server, "/metrics", "HEAD").statusCode()).isEqualTo(200);
      assertThat(get(client, server, "/metrics", "POST").statusCode()).isEqualTo(405);
      assertThat(get(client, server, "/metrics/x", "GET").statusCode()).isEqualTo(404);
      assertThat(get(client, server, "/", "GET").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(
      HttpClient client, MetricsServer server, String path, String method) throws Exception {
    String host = server.address().getAddress().getHostAddress();
    URI uri = URI.create("http://" + host + ":" + server.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
