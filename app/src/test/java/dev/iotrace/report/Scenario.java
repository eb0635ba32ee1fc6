package dev.iotrace.report;

import static dev.iotrace.correlate.Cause.DATA;
import static dev.iotrace.correlate.Cause.FLUSH;
import static dev.iotrace.correlate.Cause.JOURNAL;
import static dev.iotrace.correlate.Cause.METADATA;
import static dev.iotrace.correlate.Cause.READ;
import static dev.iotrace.correlate.Cause.SUPERBLOCK;
import static dev.iotrace.correlate.Cause.UNKNOWN;
import static dev.iotrace.correlate.CausePath.COMMIT;
import static dev.iotrace.correlate.CausePath.DIRECT;
import static dev.iotrace.correlate.CausePath.OTHER;
import static dev.iotrace.correlate.CausePath.WRITEBACK;
import static dev.iotrace.correlate.Evidence.BIO_IN_REQUEST;
import static dev.iotrace.correlate.Evidence.BLOCK_TO_BIO;
import static dev.iotrace.correlate.Evidence.FLUSH_OF_BIO;
import static dev.iotrace.correlate.Evidence.NO_LINK;
import static dev.iotrace.correlate.Evidence.OTHER_INODE;
import static dev.iotrace.correlate.Evidence.PAGE_TO_BIO;
import static dev.iotrace.correlate.Evidence.READ_IN_CALL;
import static dev.iotrace.correlate.Evidence.TRANSACTION_TO_BLOCK;
import static dev.iotrace.correlate.Evidence.TRANSACTION_TO_JOURNAL;
import static dev.iotrace.correlate.Evidence.TRANSACTION_TO_SUPERBLOCK;
import static dev.iotrace.correlate.Evidence.WRITE_IN_CALL;
import static dev.iotrace.correlate.Evidence.WRITE_TO_PAGE;
import static dev.iotrace.correlate.Evidence.WRITE_TO_TRANSACTION;
import static dev.iotrace.report.SyntheticRun.JBD2;
import static dev.iotrace.report.SyntheticRun.KWORKER;
import static dev.iotrace.report.SyntheticRun.WRITER;

import dev.iotrace.correlate.Owner;
import dev.iotrace.report.SyntheticRun.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// Runs whose reports are kept under `src/test/resources/report`.
enum Scenario {
  /// One 4-byte write on ext4 with 4 KiB blocks, ordered, on a loop device with a write cache and
  /// no FUA, as measured on Linux 6.18.
  FOUR_BYTES_ON_EXT4 {
    @Override
    Report report() {
      return fourBytes(new SyntheticRun()).settled(40_962.1);
    }
  },

  /// Four writes share a transaction with two other threads; a third one writes its own file.
  SHARED_COMMIT {
    @Override
    Report report() {
      SyntheticRun run = new SyntheticRun();
      for (int id = 1; id <= 4; id++) {
        run.write(id, 4, id - 1, 5_000.4);
      }
      return run.sync(5, 4)
          .request("WS", 270336, 4096, 4.1, data(), 1, 2, 3, 4)
          .unowned(Owner.UNRELATED, "W", 400000, 8192, 4.2, otherFile())
          .shared("WSM", 524416, 24576, 4999.1, journal(7), 2, 1, 2, 3, 4)
          .shared("FF", 0, 0, 4999.6, flush(7), 2, 1, 2, 3, 4)
          .shared("FWFSM", 524464, 4096, 5000.3, journal(7), 2, 1, 2, 3, 4)
          .ended(5_000.8)
          .settled(5_001);
    }
  },

  /// Three events lost and a request that the device counted and the trace did not see.
  LOWER_BOUND {
    @Override
    Report report() {
      return fourBytes(new SyntheticRun()).lost(3, 4096).settled(40_962.1);
    }
  },

  /// A path and process names that try to break out of wherever they are printed.
  HOSTILE_NAMES {
    @Override
    Report report() {
      return new SyntheticRun(
              "/tmp/a b\"\n\u001b[2J\u202egnp.\\n\uD83D\uDCBE\uD800/iotrace.dat",
              Map.of("bytes", "4"))
          .named(WRITER, "\"},{\"x")
          .named(JBD2, "=cmd|'/C calc'!A0")
          .named(KWORKER, "\u001b]0;owned\u0007\u009b31m,\r\n")
          .write(1, 4, 0, 0)
          .ended(0.03)
          .request("WSM", 524416, 24576, 12, journal(7), 1)
          .request("W", 270336, 4096, 15, data(), 1)
          .request("RM", 16968, 4096, 16, read(), 1)
          .stands(Found.file(270336, 8, 13, "/a\u001b[2J\u202e\n,\"=", 0))
          .settled(40);
    }
  },

  /// Stopped by the user before writeback.
  INTERRUPTED {
    @Override
    Report report() {
      return new SyntheticRun()
          .write(1, 4, 0, 0)
          .ended(0.03)
          .request("WSM", 524416, 24576, 5886.9, journal(7), 1)
          .unsettled(7_000, true, "");
    }
  },

  /// The disk is full; one request came from nowhere.
  FAILED {
    @Override
    Report report() {
      return new SyntheticRun()
          .write(1, 1_048_576, 0, 0)
          .failedWrite(2, 1_048_576, 1, 28)
          .ended(1.1)
          .request("WS", 270336, 1_048_576, 0.1, direct(), 1)
          .unowned(Owner.UNATTRIBUTED, "WM", 1_953_525_160L, 4096, 0.7, nothing())
          .unsettled(9, false, "write of 1,048,576 bytes: ENOSPC, no space left on device");
    }
  },

  /// Nothing is written, but creating the file costs something.
  ZERO_BYTES {
    @Override
    Report report() {
      return new SyntheticRun("/tmp/scratch/iotrace.dat", Map.of("bytes", "0"))
          .write(1, 0, 0, 0)
          .ended(0.03)
          .request("WSM", 524416, 24576, 5886.9, journal(7), 1)
          .settled(5_900);
    }
  },

  /// A thousand writes, each with a data request of its own.
  THOUSAND_WRITES {
    @Override
    Report report() {
      SyntheticRun run = new SyntheticRun("/tmp/scratch/iotrace.dat", Map.of("bytes", "4096"));
      for (int id = 1; id <= 1000; id++) {
        run.write(id, 4096, id - 1, 30_001);
        run.request("WS", 270336 + 8L * id, 4096, id - 0.9, direct(), id);
      }
      long[] odd = LongStream.rangeClosed(1, 1000).filter(id -> id % 2 == 1).toArray();
      return run.ended(1000).request("WSM", 524416, 24576, 30_000, journal(7), odd).settled(30_002);
    }
  };

  abstract Report report();

  /// The folder of its expected output.
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static SyntheticRun fourBytes(SyntheticRun run) {
    run.write(1, 4, 0, 36_095.2).ended(0.021);
    structures(run);
    run.request("RM", 16968, 4096, -1.8, read(), 1).request("RM", 552, 4096, -0.3, read(), 1);
    run.request("WSM", 524288, 4096, 5886.4, superblock(), 1);
    run.request("WSM", 524416, 24576, 5886.9, journal(7), 1);
    commitRecord(run, 7, 524464, 5887.3);
    run.request("W", 270336, 4096, 30_715.6, data(), 1);
    run.request("WSM", 524472, 16384, 36_094.3, journal(8), 1);
    commitRecord(run, 8, 524504, 36_094.5);
    run.request("WM", 0, 8192, 40_958.3, home(), 1);
    for (long sector : new long[] {528, 552, 584, 16968}) {
      run.request("WM", sector, 4096, 40_958.4, home(), 1);
    }
    return run;
  }

  /// All but the inode's block at sector 584: as if it were free by now.
  private static void structures(SyntheticRun run) {
    run.stands(Found.ofTransaction(524416, "journal_descriptor", 7));
    long[] homes = {0, 1, 69, 73, 2121};
    List<String> whats =
        List.of("superblock", "group descriptors", "inode bitmap", "inode table", "directory");
    for (int i = 0; i < homes.length; i++) {
      run.stands(Found.copy(524424 + 8L * i, 7, homes[i], whats.get(i)));
    }
    run.stands(Found.ofTransaction(524464, "journal_commit", 7))
        .stands(Found.ofGroup(0, "superblock", ""))
        .stands(Found.ofGroup(8, "group_descriptors", "of groups 0 to 3"))
        .stands(Found.ofGroup(552, "inode_bitmap", ""))
        .stands(Found.file(270336, 8, 13, "/iotrace.dat", 0));
  }

  private static void commitRecord(SyntheticRun run, long transaction, long sector, double ms) {
    run.request("FF", 0, 0, ms, flush(transaction), 1);
    run.request("WSM", sector, 4096, ms + 0.1, journal(transaction), 1);
    run.request("FF", 0, 0, ms + 0.2, flush(transaction), 1);
  }

  private static Purpose data() {
    return new Purpose(
        DATA, WRITEBACK, KWORKER, 0, Set.of(WRITE_TO_PAGE, PAGE_TO_BIO, BIO_IN_REQUEST));
  }

  private static Purpose direct() {
    return new Purpose(DATA, DIRECT, WRITER, 0, Set.of(WRITE_IN_CALL, BIO_IN_REQUEST));
  }

  private static Purpose journal(long transaction) {
    return new Purpose(
        JOURNAL,
        COMMIT,
        JBD2,
        transaction,
        Set.of(WRITE_TO_TRANSACTION, TRANSACTION_TO_JOURNAL, BIO_IN_REQUEST));
  }

  private static Purpose flush(long transaction) {
    return new Purpose(
        FLUSH, COMMIT, JBD2, transaction, Set.of(WRITE_TO_TRANSACTION, FLUSH_OF_BIO));
  }

  private static Purpose superblock() {
    return new Purpose(
        SUPERBLOCK, COMMIT, JBD2, 7, Set.of(TRANSACTION_TO_SUPERBLOCK, BIO_IN_REQUEST));
  }

  private static Purpose home() {
    return new Purpose(
        METADATA,
        WRITEBACK,
        KWORKER,
        0,
        Set.of(WRITE_TO_TRANSACTION, TRANSACTION_TO_BLOCK, BLOCK_TO_BIO, BIO_IN_REQUEST));
  }

  private static Purpose read() {
    return new Purpose(READ, OTHER, WRITER, 0, Set.of(READ_IN_CALL, BIO_IN_REQUEST));
  }

  private static Purpose otherFile() {
    return new Purpose(DATA, WRITEBACK, KWORKER, 0, Set.of(OTHER_INODE, BIO_IN_REQUEST));
  }

  private static Purpose nothing() {
    return new Purpose(UNKNOWN, OTHER, 31337, 0, Set.of(NO_LINK));
  }
}
