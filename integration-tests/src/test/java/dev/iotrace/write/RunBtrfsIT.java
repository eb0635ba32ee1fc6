package dev.iotrace.write;

/// On btrfs, with its trees kept twice.
class RunBtrfsIT extends RunPrograms {
  RunBtrfsIT() {
    super(LoopKind.BTRFS);
  }
}
