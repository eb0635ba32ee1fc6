package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus reads the metrics of a watch.
class PrometheusIT {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Pattern LISTENING =
      Pattern.compile("\"Listening on\".* address=127\\.0\\.0\\.1:(\\d+)\\s");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  @BeforeAll
  static void needsRootAndPrometheus() throws Exception {
    RealKernel.assumeRoot();
    assumeTrue(Files.isExecutable(PROMETHEUS), "no prometheus; run: sudo apt install prometheus");
  }

  @Test
  void itReadsWhatAProcessOfAHostileNameWroteByThatName() throws Exception {
    Path directory = temporary.toRealPath();
    String name = "a\"b\\c\nd'{e}";
    Path program = Files.copy(Path.of("/bin/dd"), directory.resolve(name));
    Program iotrace = new Program(directory);
    try (LoopExt4 target = LoopExt4.make(directory);
        Watching watching = Watching.begin(iotrace, target.mountPoint())) {
      String answers = watching.metrics();
      String file = "of=" + target.mountPoint().resolve("file");
      RealKernel.run(program.toString(), "if=/dev/zero", file, "bs=4099", "count=13");
      watching.settled();
      Process prometheus = prometheus(directory, answers);
      try {
        String port = port(directory);
        String logical = "iotrace_logical_bytes_total{process=\"a\\\"b\\\\c\\nd'{e}\"}";
        assertThat(await(port, logical)).isEqualTo(13 * 4099);
        assertThat(await(port, "iotrace_unattributed_bytes_total")).isZero();
        assertThat(await(port, "iotrace_device_bytes_total{cause=\"data\"}")).isNotNegative();
      } finally {
        prometheus.destroy();
        prometheus.onExit().join();
      }
      assertThat(watching.interrupt()).isZero();
    }
    assertThat(iotrace.left()).isEmpty();
  }

  private static Process prometheus(Path directory, String answers) throws IOException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s}
        scrape_configs:
          - job_name: iotrace
            static_configs: [{targets: ['%s']}]
        """
            .formatted(answers));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:0")
        .redirectErrorStream(true)
        .redirectOutput(log(directory).toFile())
        .start();
  }

  private static Path log(Path directory) {
    return directory.resolve("prometheus.log");
  }

  /// Which port the kernel gave it. One that a test has chosen may be another's by then.
  private static String port(Path directory) throws Exception {
    Matcher[] listening = new Matcher[1];
    Running.await(
        () -> {
          listening[0] = LISTENING.matcher(Files.readString(log(directory)));
          return listening[0].find();
        });
    return listening[0].group(1);
  }

  /// The value of that query, as soon as there is one.
  private static long await(String port, String query) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + port
                + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    JsonNode[] found = new JsonNode[1];
    try (HttpClient client = HttpClient.newHttpClient()) {
      Running.await(
          () -> {
            try {
              HttpResponse<String> answer =
                  client.send(
                      HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
              if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                return false; // "Service Unavailable" while it starts
              }
              found[0] = JsonMapper.shared().readTree(answer.body()).at("/data/result/0/value/1");
              return !found[0].isMissingNode();
            } catch (IOException notYet) {
              return false;
            }
          });
    }
    return Long.parseLong(found[0].asString());
  }
}
