package dev.iotrace.saved;

/// What one number of a report says of the whole run.
public enum Figure {
  LOGICAL_WRITES("logical writes", Unit.COUNT, "/logical/writes"),
  LOGICAL_BYTES("logical bytes", Unit.BYTES, "/logical/bytes"),
  SYNCS("syncs", Unit.COUNT, "/logical/syncs"),
  RETURN_DEVICE_BYTES("at return, bytes", Unit.BYTES, "/at_return/device_bytes"),
  RETURN_RATIO("at return, amplification", Unit.RATIO, "/at_return/amplification_ratio"),
  DEVICE_BYTES("device bytes", Unit.BYTES, "/settled/device_bytes"),
  RATIO("amplification", Unit.RATIO, "/settled/amplification_ratio"),
  REQUESTS("requests", Unit.COUNT, "/settled/requests"),
  FLUSHES("flushes", Unit.COUNT, "/settled/flushes"),
  FUA_WRITES("FUA writes", Unit.COUNT, "/settled/fua_writes"),
  READ_BYTES("bytes read", Unit.BYTES, "/settled/read_bytes"),
  RETURNED("returned after", Unit.NANOSECONDS, "/at_return/after_ns"),
  DURABLE_MEDIAN("durable after, median", Unit.NANOSECONDS, "/stages/write_to_durable/p50_ns"),
  DURABLE_LONGEST("durable after, longest", Unit.NANOSECONDS, "/stages/write_to_durable/max_ns"),
  UNATTRIBUTED_BYTES("unattributed bytes", Unit.BYTES, "/unattributed/device_bytes");

  /// What it is counted in.
  public enum Unit {
    COUNT,
    BYTES,
    RATIO,
    NANOSECONDS
  }

  private final String words;
  private final Unit unit;
  private final String pointer;

  Figure(String words, Unit unit, String pointer) {
    this.words = words;
    this.unit = unit;
    this.pointer = pointer;
  }

  /// Its name for people.
  public String words() {
    return words;
  }

  /// What it is counted in.
  public Unit unit() {
    return unit;
  }

  /// Where it stands in the report, RFC 6901.
  String pointer() {
    return pointer;
  }
}
