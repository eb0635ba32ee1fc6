package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server of PostgreSQL with an empty table `t`, whose every file is below one directory. It
/// writes only when a client makes it, as far as it can be told to.
final class PostgresServer {
  private static final List<String> AS_POSTGRES =
      List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--");

  private final Path programs;
  private final Path data;
  private final Path sockets;

  private PostgresServer(Path programs, Path data, Path sockets) {
    this.programs = programs;
    this.data = data;
    this.sockets = sockets;
  }

  /// Makes one; it does not run.
  ///
  /// @param directory the test's; everybody may pass through it from now on
  static PostgresServer make(Path programs, Path directory, Path data) throws Exception {
    Path sockets = Files.createDirectory(directory.resolve("sockets"));
    PostgresServer made = new PostgresServer(programs, data, sockets);
    Files.createDirectory(data);
    RealKernel.run("chmod", "a+x", directory.toString());
    RealKernel.run("chown", "postgres", data.toString(), sockets.toString());
    made.as("initdb", "--no-sync", "--no-instructions", "--auth=trust", "-D", data.toString());
    Process server =
        new ProcessBuilder(made.command())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    made.awaitReady();
    made.sql("create table t(x integer)");
    made.sql("select pg_switch_wal()"); // so that the log has room for all that a test writes
    made.stop();
    server.waitFor();
    return made;
  }

  /// The server, in the foreground.
  List<String> command() {
    List<String> command = new ArrayList<>(AS_POSTGRES);
    command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
    List<String> settings =
        List.of(
            "listen_addresses=",
            "unix_socket_directories=" + sockets,
            "autovacuum=off",
            "checkpoint_timeout=1h",
            "bgwriter_lru_maxpages=0",
            "wal_writer_delay=10s",
            // Who commits waits for others to share its sync, when there are any.
            "commit_delay=20000",
            "commit_siblings=1");
    settings.forEach(each -> command.addAll(List.of("-c", each)));
    return command;
  }

  void awaitReady() throws Exception {
    List<String> command = client("pg_isready");
    Running.await(
        () ->
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0);
  }

  /// What the first column of the answer's only row says.
  String sql(String statement) throws IOException, InterruptedException {
    return run(client("psql", "-d", "postgres", "-qAtX", "-c", statement));
  }

  /// Runs one INSERT, a transaction of its own, so many times in each of so many clients, and tells
  /// how many there were by its own count. Returns when the clients' processes of the server have
  /// ended, too: what they did counts in `pg_stat_wal` from then on (`pgstat_shutdown_hook` runs
  /// before `pgstat_beshutdown_hook`, src/backend/utils/activity).
  long insert(Path directory, int clients, int each) throws Exception {
    Path script = Files.writeString(directory.resolve("insert.sql"), "insert into t values (1);\n");
    String output =
        run(
            client(
                "pgbench",
                "--no-vacuum",
                "--file=" + script,
                "--client=" + clients,
                "--transactions=" + each,
                "postgres"));
    String living = "select count(*) from pg_stat_activity where application_name = 'pgbench'";
    Running.await(() -> sql(living).equals("0"));
    String count = "number of transactions actually processed: ";
    return output
        .lines()
        .filter(line -> line.startsWith(count))
        .map(line -> line.substring(count.length()))
        .map(line -> line.substring(0, line.indexOf('/')))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  /// Ends the server without waiting for clients: SIGINT, "fast shutdown".
  /// <https://www.postgresql.org/docs/15/server-shutdown.html>
  void stop() throws IOException, InterruptedException {
    String first = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
    RealKernel.run("kill", "-INT", first.strip());
  }

  private List<String> client(String program, String... arguments) {
    List<String> words = new ArrayList<>(List.of(program, "-h", sockets.toString()));
    words.addAll(List.of(arguments));
    return words(words);
  }

  private String as(String... words) throws IOException, InterruptedException {
    return run(words(List.of(words)));
  }

  private List<String> words(List<String> words) {
    List<String> command = new ArrayList<>(AS_POSTGRES);
    command.add(programs.resolve(words.getFirst()).toString());
    command.addAll(words.subList(1, words.size()));
    return command;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    return RealKernel.run(command.toArray(String[]::new));
  }
}
