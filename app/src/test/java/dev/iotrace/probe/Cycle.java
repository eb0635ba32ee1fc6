package dev.iotrace.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What bpftrace prints while something happens on ext4 again and again: requests, and a commit
/// with its flushes, by the order in FACTS of a real kernel.
abstract class Cycle {
  /// One cycle lasts this long.
  static final long NS = 4_000_000;

  static final int JOURNAL_THREAD = 300;
  static final int WORKER = 55;
  private static final long DISK = 7340032;
  private static final String JOURNAL_STACK =
      "\\n        submit_bio_noacct_nocheck+557\\n        submit_bh_wbc+370"
          + "\\n        jbd2_journal_commit_transaction+3217\\n        kjournald2+171"
          + "\\n        kthread+252\\n        ret_from_fork+414";
  private static final String HOME_STACK =
      "\\n        submit_bio_noacct_nocheck+557\\n        __block_write_full_folio+466"
          + "\\n        blkdev_writepages+72\\n        do_writepages+207"
          + "\\n        __writeback_single_inode+64\\n        wb_workfn+700";
  private static final String FILE_STACK =
      "\\n        submit_bio_noacct_nocheck+557\\n        ext4_io_submit+32"
          + "\\n        ext4_do_writepages+1241\\n        ext4_writepages+182"
          + "\\n        do_writepages+207\\n        filemap_fdatawrite_wbc+81"
          + "\\n        __filemap_fdatawrite_range+91\\n        ext4_sync_file+121";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long lines;
  private long ns;

  /// Cycle `number`, from 0 on.
  final void append(long number) {
    ns = 1_000_000_000_000L + number * NS;
    cycle(number);
  }

  abstract void cycle(long number);

  /// How many lines were appended.
  final long lines() {
    return lines;
  }

  /// The lines appended since the last call.
  final byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  /// Data of an inode goes to the device.
  final void data(int thread, long sector, long inode) {
    transfer(thread, sector, 8, "W", inode + " " + ns + " 0 0" + FILE_STACK);
  }

  /// A transaction commits, and its blocks become dirty.
  final void commit(long transaction, long... blocks) {
    long journal = 524_416 + transaction * 24 % 60_000;
    line("commit %d %d %d".formatted(tick(), JOURNAL_THREAD, transaction));
    transfer(JOURNAL_THREAD, journal, 16, "WS", "0 0 " + transaction + " 0" + JOURNAL_STACK);
    commitRecord(journal + 16, transaction);
    for (long block : blocks) {
      line("block %d %d %d %d 0".formatted(tick(), JOURNAL_THREAD, block, transaction));
    }
    line("committed %d %d %d".formatted(tick(), JOURNAL_THREAD, transaction));
  }

  /// Blocks go home.
  final void home(long... blocks) {
    for (long block : blocks) {
      transfer(WORKER, block * 8, 8, "WM", "0 0 0 0" + HOME_STACK);
    }
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

  final long tick() {
    ns += 10_000;
    return ns;
  }

  final void line(String text) {
    String json = "{\"type\": \"printf\", \"data\": \"" + text + "\\n\"}\n";
    out.writeBytes(json.getBytes(StandardCharsets.US_ASCII));
    lines++;
  }
}
