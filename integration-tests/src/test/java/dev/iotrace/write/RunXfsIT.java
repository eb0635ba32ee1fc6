package dev.iotrace.write;

/// On XFS. Its metadata goes home when `xfs_log_worker` asks for it, every 30 seconds, so the tests
/// run at once.
class RunXfsIT extends RunPrograms {
  RunXfsIT() {
    super(LoopKind.XFS);
  }
}
