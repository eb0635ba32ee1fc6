package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// SQLite's two ways to commit. What it must write and sync is in its documents:
/// <https://www.sqlite.org/atomiccommit.html>, <https://www.sqlite.org/wal.html> and
/// <https://www.sqlite.org/fileformat2.html>.
class SqliteRunIT extends RunFixture {
  private static final int PAGE = 4096;
  private static final int COMMITS = 13;
  private static final long LOG_BYTES = 32 + COMMITS * (24L + PAGE);

  @BeforeAll
  static void needsSqlite() throws Exception {
    Installed.program("sqlite3", "sqlite3");
  }

  /// Two pages change: the first (change counter, section 1.3.7 of the file format) and the table's
  /// only leaf. The journal keeps both as they were, each between its number and a checksum (4
  /// bytes each), behind a header that takes a sector of 512 bytes. It is synced, the count of its
  /// pages is put into the header (12 bytes with the magic before it), and it is synced again
  /// (atomiccommit.html, 3.7); the first sync of a new journal also syncs its directory. Then the
  /// data base is written and synced (3.9, 3.10), and the journal removed, which nobody syncs.
  ///
  /// The first sync takes a commit, which flushes twice on a device without FUA; the others find
  /// nothing to commit and flush once each, but for that of the directory: it forces a commit, and
  /// there is none to force (`ext4_fsync_journal`, fs/ext4/fsync.c).
  @Test
  void insertWithRollbackJournal() throws Exception {
    make("delete");
    Charges charges = insert("full", 1);
    assertThat(charges.removed().bytes()).isEqualTo(512 + 2 * (4 + PAGE + 4) + 12);
    assertThat(charges.removed().syncs()).isEqualTo(2);
    assertThat(charges.removed().deviceBytes("data")).isEqualTo(3 * PAGE + PAGE);
    assertThat(charges.named("/base").bytes()).isEqualTo(2 * PAGE);
    assertThat(charges.named("/base").syncs()).isEqualTo(1);
    assertThat(charges.named("/base").deviceBytes("data")).isEqualTo(2 * PAGE);
    assertThat(charges.named("/target").syncs()).isEqualTo(1);
    assertThat(charges.syncs()).isEqualTo(4);
    assertThat(charges.flushes()).isGreaterThanOrEqualTo(4);
  }

  /// As above, without the second sync of the journal: <https://www.sqlite.org/pragma.html>,
  /// `synchronous`.
  @Test
  void insertWithRollbackJournalAndNormalSync() throws Exception {
    make("delete");
    Charges charges = insert("normal", 1);
    assertThat(charges.removed().syncs()).isEqualTo(1);
    assertThat(charges.removed().deviceBytes("data")).isEqualTo(3 * PAGE);
    assertThat(charges.named("/base").syncs()).isEqualTo(1);
    assertThat(charges.named("/target").syncs()).isEqualTo(1);
    assertThat(charges.syncs()).isEqualTo(3);
  }

  /// The log begins with a header of 32 bytes, which is synced together with its directory. Each
  /// commit adds one frame, the leaf behind 24 bytes of its own, and is synced. Who closes the base
  /// as the last one syncs the log, copies the leaf home, syncs the base and removes the log.
  @Test
  void insertsWithWriteAheadLog() throws Exception {
    make("wal");
    Charges charges = insert("full", COMMITS);
    assertLogged(charges);
    assertThat(charges.removed().ofBytes(LOG_BYTES).syncs()).isEqualTo(1 + COMMITS + 1);
    assertThat(charges.commits()).hasSizeGreaterThanOrEqualTo(COMMITS);
  }

  /// Commits are not synced, so the log goes to the disk in one piece behind its header: "WAL mode
  /// does not sync on commit with NORMAL", <https://www.sqlite.org/pragma.html>, `synchronous`.
  @Test
  void insertsWithWriteAheadLogAndNormalSync() throws Exception {
    make("wal");
    Charges charges = insert("normal", COMMITS);
    assertLogged(charges);
    Charges log = charges.removed().ofBytes(LOG_BYTES);
    assertThat(log.syncs()).isEqualTo(1 + 1);
    assertThat(log.deviceBytes("data")).isEqualTo(PAGE + Charges.pages(LOG_BYTES));
  }

  /// The index to the log is a mapping of 32 KiB, made long by a byte at the end of each page
  /// (`unixShmMap`, src/os_unix.c). It is never synced.
  private static void assertLogged(Charges charges) {
    assertThat(charges.removed().count()).isEqualTo(2);
    Charges index = charges.removed().ofBytes(8);
    assertThat(index.writes()).isEqualTo(8);
    assertThat(index.syncs()).isZero();
    assertThat(charges.named("/base").bytes()).isEqualTo(PAGE);
    assertThat(charges.named("/base").deviceBytes("data")).isEqualTo(PAGE);
    assertThat(charges.named("/base").syncs()).isEqualTo(1);
    assertThat(charges.named("/target").syncs()).isEqualTo(1);
  }

  /// A base with a small table, closed and on the disk.
  private void make(String journal) throws Exception {
    String sql =
        "pragma page_size=4096; pragma journal_mode=" + journal + "; create table t(x integer);";
    RealKernel.run("sqlite3", command.at("base"), sql);
    RealKernel.run("mount", "-o", "remount,noatime", command.mountPoint());
    command.target().sync();
  }

  private Charges insert(String synchronous, int commits) throws Exception {
    String sql =
        "pragma synchronous="
            + synchronous
            + ";"
            + IntStream.range(0, commits)
                .mapToObj(each -> "insert into t values (" + each + ");")
                .collect(Collectors.joining());
    DiskStat before = command.target().stat();
    WriteReport report = command.run("sqlite3", command.at("base"), sql);
    assertThat(report.number("/audit/device_counter/write_bytes"))
        .as("nobody else writes, and no time of access is kept")
        .isEqualTo(command.target().stat().minus(before).writeBytes());
    return Charges.of(report);
  }
}
