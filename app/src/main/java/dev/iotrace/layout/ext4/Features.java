package dev.iotrace.layout.ext4;

/// The feature words of `struct ext4_super_block`; the numbers are those of fs/ext4/ext4.h.
record Features(int compatible, int incompatible, int readOnlyCompatible) {
  boolean sparseSuper2() {
    return (compatible & 0x200) != 0;
  }

  boolean orphanFile() {
    return (compatible & 0x1000) != 0;
  }

  boolean hasJournal() {
    return (compatible & 0x4) != 0;
  }

  /// Directory entries tell the type of what they name.
  boolean fileType() {
    return (incompatible & 0x2) != 0;
  }

  /// The journal holds what is not home yet; always set while mounted with a journal.
  boolean needsRecovery() {
    return (incompatible & 0x4) != 0;
  }

  /// This is no file system but the journal of another.
  boolean journalDevice() {
    return (incompatible & 0x8) != 0;
  }

  boolean metaBlockGroups() {
    return (incompatible & 0x10) != 0;
  }

  boolean wide() {
    return (incompatible & 0x80) != 0;
  }

  boolean multipleMountProtection() {
    return (incompatible & 0x100) != 0;
  }

  boolean sparseSuper() {
    return (readOnlyCompatible & 0x1) != 0;
  }

  /// Group descriptors tell what has never been used: `uninit_bg`, `metadata_csum`.
  boolean groupsTellUnused() {
    return (readOnlyCompatible & 0x410) != 0;
  }

  boolean bigalloc() {
    return (readOnlyCompatible & 0x200) != 0;
  }
}
