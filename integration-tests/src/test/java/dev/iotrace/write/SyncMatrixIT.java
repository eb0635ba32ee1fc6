package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.HeldInMemory;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `iotrace bench matrix`: what each flag set has the device do, against counters that the test
/// reads itself.
class SyncMatrixIT extends ProgramFixture {
  private static final long BLOCK = 4096;

  /// Primes.
  private static final long FEW = 23;

  private static final long MANY = 151;

  private BenchMatrix matrix;

  @BeforeEach
  void matrix() {
    matrix = new BenchMatrix(iotrace);
  }

  /// A device without a file system has no journal, so each flush is one that was asked for. What
  /// the command does around its cell is the same for few writes and for many.
  ///
  /// Past the cache, a synced write is a bio with FUA (`dio_bio_write_op`, block/fops.c), which a
  /// device without it does by a flush, and is then flushed besides (`blkdev_write_iter`,
  /// `generic_write_sync`): seen with block_bio_queue on 6.18.
  ///
  /// @param each flushes of a write; 0 where there is one for all
  @ParameterizedTest
  @CsvSource({
    "BUFFERED, 0",
    "BUFFERED+ALIGNED, 0",
    "O_DIRECT, 0",
    "AMORTIZED_FDATASYNC, 0",
    "AMORTIZED_FDATASYNC+ALIGNED, 0",
    "AMORTIZED_FDATASYNC+O_DIRECT, 0",
    "AMORTIZED_FSYNC, 0",
    "AMORTIZED_FSYNC+O_DIRECT, 0",
    "FDATASYNC, 1",
    "FDATASYNC+ALIGNED, 1",
    "FDATASYNC+O_DIRECT, 1",
    "FSYNC, 1",
    "FSYNC+O_DIRECT, 1",
    "O_DSYNC, 1",
    "O_DSYNC+ALIGNED, 1",
    "O_DSYNC+O_DIRECT, 2",
    "O_SYNC, 1",
    "O_SYNC+O_DIRECT, 2"
  })
  void flushesAreOneForEachWriteOrOneForAll(String mode, int each) throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      DiskStat few = cost(disk, mode, FEW, each);
      DiskStat many = cost(disk, mode, MANY, each);
      DiskStat difference = many.minus(few);
      // Once before the cell, once in it.
      assertThat(difference.writeBytes()).isEqualTo(2 * (MANY - FEW) * BLOCK);
      assertThat(difference.flushes()).isEqualTo(each * (MANY - FEW));
    }
  }

  /// What the device did for a command with one cell, from outside; the command's own figures of
  /// the cell are a part of it.
  private DiskStat cost(LoopDisk disk, String mode, long writes, int each) throws Exception {
    DiskStat before = disk.stat();
    JsonNode cell =
        matrix
            .run(
                "--only=" + mode,
                "--sizes=4k",
                "--bytes=" + writes * BLOCK,
                "--cell-time=1h",
                "--rounds=1",
                "--existing=" + disk.device(),
                "--destroy-data",
                "--yes")
            .at("/cells/0");
    DiskStat cost = disk.stat().minus(before);
    assertThat(cell.get("mode").asString()).isEqualTo(mode);
    assertThat(cell.get("bytes").asLong()).isEqualTo(writes * BLOCK);
    assertThat(cell.at("/rounds/0/calls").asLong()).isEqualTo(writes);
    assertThat(cell.get("device_bytes").asLong()).isEqualTo(writes * BLOCK);
    assertThat(cell.get("closing_seconds").isNull()).isEqualTo(each > 0);
    assertThat(cell.get("flushes").asLong()).isEqualTo(each == 0 ? 1 : each * writes);
    assertThat(cost.flushes()).isGreaterThan(cell.get("flushes").asLong());
    return cost;
  }

  /// In a file on ext4 that has its room: a commit of the journal may flush besides, so at least
  /// one. It does not by itself every five seconds: on a busy machine a cell takes longer.
  @Test
  void fdatasyncOfPreparedFileFlushesEachTimeAndWritesNothingButTheData() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      target.mountAnew("commit=600");
      JsonNode cells =
          matrix
              .run(
                  "--only=FDATASYNC,AMORTIZED_FDATASYNC",
                  "--sizes=4k",
                  "--bytes=" + MANY * BLOCK,
                  "--cell-time=1h",
                  "--rounds=1",
                  "--target=" + target.mountPoint())
              .get("cells");
      assertThat(cells).hasSize(2);
      assertThat(cells.get(0).get("flushes").asLong()).isBetween(1L, 3L);
      assertThat(cells.get(1).get("flushes").asLong()).isBetween(MANY, MANY + 2);
      assertThat(cells.get(1).get("device_bytes").asLong())
          .isBetween(MANY * BLOCK, (MANY + 16) * BLOCK);
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  /// Oracle: fincore of util-linux, pages of the file in the page cache. They were there before,
  /// and are held, for clean ones may go by themselves; a direct write takes them away all the same
  /// (`kiocb_invalidate_pages`, mm/filemap.c).
  @ParameterizedTest
  @CsvSource({"*O_DIRECT, 0", "BUFFERED, 23", "FSYNC+ALIGNED, 23"})
  void onlyDirectWritesLeaveNoPageInTheCache(String modes, long pages) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Path file = Files.write(target.mountPoint().resolve("mine"), new byte[(int) (FEW * BLOCK)]);
      try (HeldInMemory _ = HeldInMemory.of(file)) {
        matrix.run("--only=" + modes, "--sizes=4k", "--rounds=1", "--existing=" + file);
        String cached =
            RealKernel.run("fincore", "--noheadings", "--output=PAGES", file.toString());
        assertThat(cached.strip()).isEqualTo(Long.toString(pages));
      }
      assertThat(file).hasSize(FEW * BLOCK);
    }
  }

  /// The journal is synced last, to bring all home: one commit, with a flush before and one after.
  @Test
  void traceOfEachCellTellsItsCausesAndItsBooksClose() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      target.mountAnew("commit=600"); // as above
      JsonNode cells =
          matrix
              .run(
                  "--trace",
                  "--only=FDATASYNC,FDATASYNC+ALIGNED,AMORTIZED_FDATASYNC",
                  "--sizes=4k",
                  "--bytes=1m",
                  "--rounds=1",
                  "--target=" + target.mountPoint())
              .get("cells");
      assertThat(cells).hasSize(3);
      assertThat(cells.get(2).get("traced").isNull()).isTrue();
      for (int cell = 0; cell < 2; cell++) {
        JsonNode traced = cells.get(cell).get("traced");
        long writes = traced.get("writes").asLong();
        assertThat(traced.get("verdict").asString()).isEqualTo("closed");
        assertThat(traced.get("bytes").asLong()).isEqualTo(writes * BLOCK);
        assertThat(traced.get("by_cause").valueStream())
            .filteredOn(cause -> cause.get("cause").asString().equals("data"))
            .extracting(cause -> cause.get("device_bytes").asLong())
            .containsExactly(writes * BLOCK);
        long syncs = cell == 0 ? 1 : writes;
        assertThat(traced.get("syncs").asLong()).isEqualTo(syncs);
        assertThat(traced.get("flushes").asLong()).isBetween(syncs, syncs + 4);
      }
    }
  }
}
