package dev.iotrace.event;

/// An iclog takes no more records and will be written (`xfs:xlog_iclog_switch`).
///
/// @param lsn its log sequence number: cycle << 32 | sector within the log
public record IclogClosed(long timeNs, int threadId, long lsn) implements IoEvent.OfXfs {
  /// The sector within the log where it is written.
  public long logSector() {
    return lsn & 0xffff_ffffL;
  }
}
