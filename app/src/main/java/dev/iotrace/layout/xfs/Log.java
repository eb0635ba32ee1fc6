package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.nio.ByteBuffer;

/// The log inside the file system: records side by side, by what is written in them; what a record
/// left stands there until another overwrites it. Each sector of 512 bytes tells the cycle in which
/// it was written.
final class Log {
  /// `XLOG_UNMOUNT_TRANS`, among the flags of a `struct xlog_op_header`.
  private static final int UNMOUNT = 0x20;

  private static final int FLAGS_AT = 9;
  private static final byte UNREAD = 0;
  private static final byte HEADER = 1;
  private static final byte OTHER = 2;

  private final Volume volume;
  private final long start;
  private final long sectors;
  private final byte[] types;

  private Log(Volume volume, long start, long sectors) {
    this.volume = volume;
    this.start = start;
    this.sectors = sectors;
    types = new byte[Math.toIntExact(sectors)];
  }

  /// @throws Damaged when it cannot be where the superblock says
  static Log of(Volume volume) throws Damaged {
    Superblock.Special special = volume.superblock().special();
    return new Log(
        volume,
        volume.superblock().linear(special.logStart()) * volume.blockSectors(),
        special.logBlocks() * volume.blockSectors());
  }

  /// Whether a sector of the file system is in it.
  boolean covers(long sector) {
    return sector >= start && sector - start < sectors;
  }

  /// What stands at a sector of the file system.
  Structure at(long sector) {
    try {
      long index = sector - start;
      ByteBuffer content = read(index);
      return LogRecord.beginsAt(content)
          ? header(LogRecord.parse(content))
          : within(index, LogRecord.cycleOf(content));
    } catch (Damaged damaged) {
      return Structure.of(Kind.LOG_FREE, damaged.what());
    }
  }

  private static Structure header(LogRecord record) {
    String numbers =
        "LSN " + LogRecord.words(record.lsn()) + ", tail " + LogRecord.words(record.tail());
    String body =
        record.bodyBytes() == 0
            ? "empty, in place of stale blocks" // xlog_clear_stale_blocks
            : record.operations()
                + (record.operations() == 1 ? " operation, " : " operations, ")
                + record.bodyBytes()
                + " bytes";
    return Structure.of(Kind.LOG_RECORD_HEADER, numbers + ", " + body);
  }

  /// A sector without a header belongs to the nearest header before it, if that has so many and
  /// both are of one cycle; a record that goes on at the log's beginning goes on in the next cycle.
  private Structure within(long index, int cycle) throws Damaged {
    long most = Math.min(LogRecord.MOST_SECTORS, sectors);
    for (long distance = 1; distance < most; distance++) {
      long at = Math.floorMod(index - distance, sectors);
      if (isHeader(at)) {
        LogRecord record = LogRecord.parse(read(at));
        int expected = at > index ? record.cycle() + 1 : record.cycle();
        boolean whole = distance < record.sectors() && cycle == expected;
        return whole ? within(record, distance) : Structure.of(Kind.LOG_FREE, "");
      }
    }
    return Structure.of(Kind.LOG_FREE, "");
  }

  private static Structure within(LogRecord record, long distance) {
    String of = "of the record with LSN " + LogRecord.words(record.lsn());
    return distance < record.headers()
        ? Structure.of(Kind.LOG_RECORD_HEADER, "continued, " + of)
        : Structure.of(Kind.LOG_BODY, of);
  }

  /// Remembers: every sector looks for the header before it.
  private boolean isHeader(long index) throws Damaged {
    int at = Math.toIntExact(index);
    if (types[at] == UNREAD) {
      types[at] = LogRecord.beginsAt(read(index)) ? HEADER : OTHER;
    }
    return types[at] == HEADER;
  }

  private ByteBuffer read(long index) throws Damaged {
    return volume.sector(start + index);
  }

  /// Whether the last record says that the file system was unmounted, so that nothing is to be
  /// recovered (`xlog_check_unmount_rec`, fs/xfs/xfs_log_recover.c).
  boolean isClean() {
    try {
      long end = end();
      long most = Math.min(LogRecord.MOST_SECTORS, sectors);
      for (long distance = 1; distance <= most; distance++) {
        long at = Math.floorMod(end - distance, sectors);
        if (isHeader(at)) {
          LogRecord last = LogRecord.parse(read(at));
          ByteBuffer body = read(Math.floorMod(at + last.headers(), sectors));
          return last.operations() == 1 && (body.get(FLAGS_AT) & UNMOUNT) != 0;
        }
      }
      return false;
    } catch (Damaged damaged) {
      return false;
    }
  }

  /// Where the last cycle ends: sectors before it are of that cycle, those behind it older. Halving
  /// finds it (`xlog_find_head`).
  private long end() throws Damaged {
    int cycle = LogRecord.cycleOf(read(0));
    long first = 0;
    long after = sectors;
    while (after - first > 1) {
      long middle = (first + after) / 2;
      if (LogRecord.cycleOf(read(middle)) == cycle) {
        first = middle;
      } else {
        after = middle;
      }
    }
    return after;
  }
}
