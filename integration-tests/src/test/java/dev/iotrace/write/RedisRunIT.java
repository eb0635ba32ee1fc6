package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A redis server that keeps an append-only file, under `iotrace run`; its client is outside.
/// <https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/>
class RedisRunIT extends RunFixture {
  private static final int COMMANDS = 53;

  private Path server;
  private Path socket;

  @BeforeAll
  static void needsRedis() throws Exception {
    Installed.program("redis-check-aof", "redis-tools");
    Installed.program("redis-cli", "redis-tools");
  }

  /// Debian's redis-tools have the whole server: it is what redis-check-aof is a name for. So no
  /// service is installed (`main`, src/server.c, goes by its own name).
  @BeforeEach
  void nameServer() throws Exception {
    socket = directory.resolve("socket");
    Path program = Installed.program("redis-check-aof", "redis-tools").toRealPath();
    server = Files.copy(program, directory.resolve("redis-server"));
  }

  /// Each command of a client that waits for the answer is written and synced before it is answered
  /// (`flushAppendOnlyFile`, src/aof.c), and once more at the end (`prepareForShutdown`,
  /// src/server.c). The file grows by each, so each sync takes a commit.
  @Test
  void syncedAlways() throws Exception {
    Charges charges = set("always");
    Charges log = charges.named(".incr.aof");
    assertThat(log.writes()).isEqualTo(COMMANDS);
    assertThat(log.syncs()).isEqualTo(COMMANDS + 1);
    assertThat(log.deviceBytes("data")).isGreaterThanOrEqualTo(COMMANDS * 4096);
    assertThat(charges.commits()).hasSizeGreaterThanOrEqualTo(COMMANDS);
  }

  /// A thread of its own syncs, once a second while there is something to sync, however many
  /// commands there were; and the end does. What comes meanwhile waits for the next write.
  @Test
  void syncedEverySecond() throws Exception {
    Charges log = set("everysec").named(".incr.aof");
    assertThat(log.writes()).isPositive().isLessThanOrEqualTo(COMMANDS);
    assertThat(log.syncs()).isPositive().isLessThan(COMMANDS);
  }

  /// The server's whole life; it counts the bytes of its append-only file itself.
  private Charges set(String sync) throws Exception {
    DiskStat before = command.target().stat();
    Process started =
        command.start(
            json,
            server.toString(),
            "--port",
            "0",
            "--unixsocket",
            socket.toString(),
            "--dir",
            command.mountPoint(),
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            sync);
    Running.await(() -> send("ping").contains("PONG"));
    String answers =
        send(
            IntStream.range(0, COMMANDS)
                .mapToObj(each -> "set key" + each + " value")
                .collect(Collectors.joining("\n")));
    assertThat(answers.lines()).hasSize(COMMANDS).containsOnly("OK");
    long size = information("aof_current_size");
    send("shutdown");
    Charges charges = Charges.of(command.finished(started, json, before));
    assertThat(charges.named(".incr.aof").bytes()).isEqualTo(size);
    return charges;
  }

  private long information(String key) throws Exception {
    return send("info persistence")
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private String send(String commands) throws IOException, InterruptedException {
    Process client = new ProcessBuilder(List.of("redis-cli", "-s", socket.toString())).start();
    client.getOutputStream().write((commands + "\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().close();
    String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    client.waitFor();
    return answer;
  }
}
