package dev.iotrace.event;

/// The parsed `rwbs` field of a block tracepoint (`blk_fill_rwbs`, `kernel/trace/blktrace.c`).
///
/// A first F is a preflush; then W, R, D, N or F is the operation; an F after it is FUA; then A
/// readahead, S sync, M meta. Letters nobody knows yet are kept in [#unknown()].
///
/// @param raw the text as the kernel printed it
/// @param unknown letters that this version of iotrace does not know, in order
public record Rwbs(
    String raw, boolean preflush, Operation operation, boolean fua, Flags flags, String unknown) {

  /// What the request does.
  public enum Operation {
    WRITE,
    /// N: zeroes that the device is to write itself.
    WRITE_ZEROES,
    READ,
    DISCARD,
    FLUSH,
    OTHER
  }

  /// The hints after the operation.
  public record Flags(boolean readahead, boolean sync, boolean meta) {}

  /// Parses the field. Never fails: what is not understood ends up in [#unknown()].
  ///
  /// `FF` is an empty preflush followed by nothing: the flush request itself, operation FLUSH.
  public static Rwbs parse(String raw) {
    int at = 0;
    boolean preflush = raw.length() > 1 && raw.charAt(0) == 'F';
    if (preflush) {
      at++;
    }
    Operation operation = at < raw.length() ? operation(raw.charAt(at)) : Operation.OTHER;
    StringBuilder unknown = new StringBuilder(0);
    if (operation == Operation.OTHER && at < raw.length()) {
      unknown.append(raw.charAt(at));
    }
    at++;
    boolean fua = false;
    boolean readahead = false;
    boolean sync = false;
    boolean meta = false;
    for (; at < raw.length(); at++) {
      switch (raw.charAt(at)) {
        case 'F' -> fua = true;
        case 'A' -> readahead = true;
        case 'S' -> sync = true;
        case 'M' -> meta = true;
        default -> unknown.append(raw.charAt(at));
      }
    }
    return new Rwbs(
        raw, preflush, operation, fua, new Flags(readahead, sync, meta), unknown.toString());
  }

  private static Operation operation(char letter) {
    return switch (letter) {
      case 'W' -> Operation.WRITE;
      case 'N' -> Operation.WRITE_ZEROES;
      case 'R' -> Operation.READ;
      case 'D' -> Operation.DISCARD;
      case 'F' -> Operation.FLUSH;
      default -> Operation.OTHER;
    };
  }

  /// Whether the device gets bytes by it: zeroes count as any, also in the device's counters
  /// (`op_is_write` of `REQ_OP_WRITE_ZEROES`, include/linux/blk_types.h).
  public boolean isWrite() {
    return operation == Operation.WRITE || operation == Operation.WRITE_ZEROES;
  }

  /// Whether the operation is a read.
  public boolean isRead() {
    return operation == Operation.READ;
  }

  /// Whether this is the flush request that the flush machinery issues (`FF`).
  public boolean isFlush() {
    return operation == Operation.FLUSH;
  }

  @Override
  public String toString() {
    return raw;
  }
}
