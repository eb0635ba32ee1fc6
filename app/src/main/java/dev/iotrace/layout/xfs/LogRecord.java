package dev.iotrace.layout.xfs;

import static dev.iotrace.event.SectorRange.SECTOR_BYTES;

import java.nio.ByteBuffer;

/// The header of a record of the log, `struct xlog_rec_header` (fs/xfs/libxfs/xfs_log_format.h).
///
/// @param lsn its log sequence number: the cycle, then the sector within the log
/// @param tail the oldest one that was still needed when this was written
/// @param operations how many log operations it has
/// @param bodyBytes of what follows the headers
/// @param headers how many sectors of headers it has
record LogRecord(int cycle, long lsn, long tail, long operations, long bodyBytes, long headers) {
  /// Of `XLOG_MAX_RECORD_BSIZE`, 256 KiB, and the headers that it takes.
  static final int MOST_SECTORS = (256 << 10) / SECTOR_BYTES + 8;

  private static final int MAGIC = 0xfeedbabe;
  private static final int VERSION_2 = 2;

  /// `XLOG_HEADER_CYCLE_SIZE`: how much one header has room for.
  private static final long BYTES_PER_HEADER = 32 << 10;

  static boolean beginsAt(ByteBuffer sector) {
    return sector.getInt(0) == MAGIC;
  }

  /// The cycle in which a sector of the log was written: in a header it follows the magic number,
  /// elsewhere it takes the place of the first word.
  static int cycleOf(ByteBuffer sector) {
    return sector.getInt(beginsAt(sector) ? Integer.BYTES : 0);
  }

  static LogRecord parse(ByteBuffer header) {
    boolean second = (header.getInt(8) & VERSION_2) != 0;
    long bufferBytes = second ? Integer.toUnsignedLong(header.getInt(320)) : BYTES_PER_HEADER;
    return new LogRecord(
        header.getInt(4),
        header.getLong(16),
        header.getLong(24),
        Integer.toUnsignedLong(header.getInt(40)),
        Integer.toUnsignedLong(header.getInt(12)),
        Math.max(1, Math.ceilDiv(bufferBytes, BYTES_PER_HEADER)));
  }

  long sectors() {
    return headers + Math.ceilDiv(bodyBytes, (long) SECTOR_BYTES);
  }

  /// As the kernel's messages and xfs_logprint have it: cycle and sector.
  static String words(long lsn) {
    return Integer.toUnsignedString((int) (lsn >>> Integer.SIZE))
        + ":"
        + Integer.toUnsignedString((int) lsn);
  }
}
