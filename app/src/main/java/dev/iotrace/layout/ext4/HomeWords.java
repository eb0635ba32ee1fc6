package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Structure;

/// What a journal's copy is a copy of.
final class HomeWords {
  private HomeWords() {}

  static String of(Structure home) {
    String kind = home.kind().words();
    if (home.group() != null) {
      return kind + " of group " + home.group();
    }
    return home.inode() != null ? kind + " of inode " + home.inode() : kind;
  }
}
