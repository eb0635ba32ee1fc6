package dev.iotrace.watch;

/// What one process, one file or all of them did in an interval, while it is added up.
final class Tally {
  long writes;
  long bytes;
  long syncs;
  long data;
  long journal;
  long metadata;
  long flushes;

  void add(Tally other) {
    writes += other.writes;
    bytes += other.bytes;
    syncs += other.syncs;
    data += other.data;
    journal += other.journal;
    metadata += other.metadata;
    flushes += other.flushes;
  }

  void add(View.Figures other) {
    writes += other.writes();
    bytes += other.bytes();
    syncs += other.syncs();
    data += other.dataBytes();
    journal += other.journalBytes();
    metadata += other.metadataBytes();
    flushes += other.flushes();
  }

  long deviceBytes() {
    return data + journal + metadata;
  }

  /// What it is ranked by.
  long activity() {
    return bytes + deviceBytes();
  }

  boolean isActive() {
    return activity() + writes + syncs + flushes > 0;
  }

  View.Figures figures() {
    return new View.Figures(
        writes,
        bytes,
        syncs,
        data,
        journal,
        metadata,
        flushes,
        bytes == 0 ? null : (double) deviceBytes() / bytes);
  }
}
