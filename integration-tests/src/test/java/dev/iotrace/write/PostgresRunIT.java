package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// PostgreSQL's server under `iotrace run`, its clients outside. Its own counts are `pg_stat_wal`
/// and those of pgbench.
@Execution(ExecutionMode.SAME_THREAD)
class PostgresRunIT extends RunFixture {
  private PostgresServer server;

  /// A run, and the server's own counts of what its log was written and synced meanwhile, up to its
  /// shutdown.
  private record Run(WriteReport report, long transactions, long logWrites, long logSyncs) {}

  @BeforeAll
  static void needsPostgresql() throws Exception {
    Installed.postgresql();
  }

  @Override
  Following following() throws Exception {
    return Following.large(directory);
  }

  @BeforeEach
  void makeServer() throws Exception {
    Path data = command.target().mountPoint().resolve("data");
    server = PostgresServer.make(Installed.postgresql(), directory, data);
    command.target().sync();
  }

  /// A commit returns when its record in the log is on the disk, and one client shares that with
  /// nobody: a write of whole pages of 8,192 bytes and a fdatasync(2) each
  /// (<https://www.postgresql.org/docs/15/wal-configuration.html>). So no page waits for another
  /// commit, and the disk gets what was written, byte for byte.
  @Test
  void oneClient() throws Exception {
    Run run = run(1, 97);
    assertThat(run.transactions()).isEqualTo(97);
    assertThat(run.logSyncs()).isEqualTo(97);
    Charges log = Charges.of(run.report()).below("pg_wal");
    assertThat(log.writes()).isGreaterThanOrEqualTo(run.logWrites());
    assertThat(log.syncs()).isGreaterThanOrEqualTo(97);
    assertThat(log.deviceBytes("data")).isEqualTo(log.bytes());
    assertThat(Following.processes(run.report()))
        .as("the client's own server process")
        .anyMatch(it -> it.get("syncs").asLong() == 97);
  }

  /// Group commit: who waits for the log finds that another has synced it beyond its own record
  /// (`commit_delay`, same page). In the file system's journal they meet again.
  @Test
  void eightClients() throws Exception {
    Run run = run(8, 13);
    assertThat(run.transactions()).isEqualTo(8 * 13);
    assertThat(run.logSyncs()).isPositive().isLessThan(8 * 13);
    Charges charges = Charges.of(run.report());
    Charges log = charges.below("pg_wal");
    assertThat(log.syncs()).isGreaterThanOrEqualTo(run.logSyncs());
    assertThat(log.deviceBytes("data")).isEqualTo(log.bytes());
    assertThat(charges.processesByCommit().values()).anyMatch(each -> each.size() > 1);
  }

  private Run run(int clients, int each) throws Exception {
    DiskStat before = command.target().stat();
    Process started = command.start(json, server.command().toArray(String[]::new));
    server.awaitReady();
    long writes = logCount("wal_write");
    long syncs = logCount("wal_sync");
    long transactions = server.insert(temporary, clients, each);
    writes = logCount("wal_write") - writes;
    syncs = logCount("wal_sync") - syncs;
    server.stop();
    WriteReport report = command.finished(started, json, before);
    return new Run(report, transactions, writes, syncs);
  }

  private long logCount(String column) throws Exception {
    return Long.parseLong(server.sql("select " + column + " from pg_stat_wal"));
  }
}
