package dev.iotrace.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What bpftrace prints while a thread overwrites 4 bytes and calls fsync, again and again, on
/// ext4: data, a commit with its flushes, and two metadata blocks that go home, by the order in
/// FACTS of a real kernel. The driver's own events, which are not printed, are left to the caller.
final class FsyncCycle {
  static final int THREAD = 4167;
  static final long INODE = 13;

  /// One cycle lasts this long.
  static final long NS = 4_000_000;

  private static final int JOURNAL_THREAD = 300;
  private static final int WORKER = 55;
  private static final long DISK = 7340032;
  private static final String STACK =
      "\\n        submit_bio_noacct_nocheck+557\\n        ext4_io_submit+32"
          + "\\n        ext4_do_writepages+1241\\n        ext4_writepages+182"
          + "\\n        do_writepages+207\\n        filemap_fdatawrite_wbc+81"
          + "\\n        __filemap_fdatawrite_range+91\\n        ext4_sync_file+121";
  private static final String JOURNAL_STACK =
      "\\n        submit_bio_noacct_nocheck+557\\n        submit_bh_wbc+370"
          + "\\n        jbd2_journal_commit_transaction+3217\\n        kjournald2+171"
          + "\\n        kthread+252\\n        ret_from_fork+414";

  private static final String HOME_STACK =
      "\\n        submit_bio_noacct_nocheck+557\\n        __block_write_full_folio+466"
          + "\\n        blkdev_writepages+72\\n        do_writepages+207"
          + "\\n        __writeback_single_inode+64\\n        wb_workfn+700";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long lines;
  private long ns;

  /// Cycle `number`, from 0 on.
  void append(long number) {
    ns = 1_000_000_000_000L + number * NS;
    long transaction = 2 + number;
    long journal = 524_416 + number * 24 % 60_000;
    call("write %d -1 4", "write 4", INODE, transaction);
    line("enter %d %d fsync 0 0 0".formatted(tick(), THREAD));
    transfer(THREAD, 270_336, 8, "W", INODE + " " + ns + " 0 0" + STACK);
    line("commit %d %d %d".formatted(tick(), JOURNAL_THREAD, transaction));
    transfer(JOURNAL_THREAD, journal, 16, "WS", "0 0 " + transaction + " 0" + JOURNAL_STACK);
    commitRecord(journal + 16, transaction);
    line("block %d %d 66 %d 0".formatted(tick(), JOURNAL_THREAD, transaction));
    line("block %d %d 2121 %d 0".formatted(tick(), JOURNAL_THREAD, transaction));
    line("committed %d %d %d".formatted(tick(), JOURNAL_THREAD, transaction));
    line("return %d %d fsync 0".formatted(tick(), THREAD));
    transfer(WORKER, 66 * 8, 8, "WM", "0 0 0 0" + HOME_STACK);
    transfer(WORKER, 2121 * 8, 8, "WM", "0 0 0 0" + HOME_STACK);
  }

  /// How many lines were appended.
  long lines() {
    return lines;
  }

  /// The lines appended since the last call.
  byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  private void call(String entered, String returned, long inode, long transaction) {
    line(("enter %d %d " + entered).formatted(tick(), THREAD, inode));
    line("join %d %d %d %d 1".formatted(tick(), THREAD, transaction, inode));
    line("page %d %d %d 0".formatted(tick(), THREAD, inode));
    line(("return %d %d " + returned).formatted(tick(), THREAD));
  }

  private void transfer(int thread, long sector, int count, String rwbs, String context) {
    line("bio %d %d %d %d %d %s %s".formatted(tick(), thread, DISK, sector, count, rwbs, context));
    line(
        "issue %d %d %d %d %d %d %s"
            .formatted(tick(), thread, DISK, sector, count, count * 512, rwbs));
    line("complete %d %d %d %d 0 %s".formatted(tick(), DISK, sector, count, rwbs));
  }

  private void commitRecord(long sector, long transaction) {
    String context = "0 0 " + transaction + " 0" + JOURNAL_STACK;
    line("bio %d %d %d %d 8 FWFSM %s".formatted(tick(), JOURNAL_THREAD, DISK, sector, context));
    flush();
    line("issue %d %d %d %d 8 4096 WSM".formatted(tick(), WORKER, DISK, sector));
    line("complete %d %d %d 8 0 WSM".formatted(tick(), DISK, sector));
    flush();
    line("complete %d %d %d 0 0 WSM".formatted(tick(), DISK, sector));
  }

  private void flush() {
    line("issue %d %d %d 0 0 0 FF".formatted(tick(), WORKER, DISK));
    line("complete %d %d 18446744073709551615 0 0 FF".formatted(tick(), DISK));
  }

  private long tick() {
    ns += 10_000;
    return ns;
  }

  private void line(String text) {
    String json = "{\"type\": \"printf\", \"data\": \"" + text + "\\n\"}\n";
    out.writeBytes(json.getBytes(StandardCharsets.US_ASCII));
    lines++;
  }
}
