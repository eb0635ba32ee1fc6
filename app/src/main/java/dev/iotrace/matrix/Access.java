package dev.iotrace.matrix;

/// How the bytes come from the writer's memory to the device.
public enum Access {
  /// Through the page cache, from a buffer as `malloc` gives one: not aligned to a sector.
  PLAIN(""),

  /// Through the page cache, from a buffer whose address would do for `O_DIRECT`.
  ALIGNED("ALIGNED"),

  /// Past the page cache, from such a buffer.
  DIRECT("O_DIRECT");

  private final String word;

  Access(String word) {
    this.word = word;
  }

  /// As it stands in the name of a flag set; empty for plain.
  public String word() {
    return word;
  }
}
