package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;

/// A file system of the test's own, made by the usual programs: a target that is there before
/// iotrace and after it.
interface LoopTarget extends AutoCloseable {
  Path mountPoint();

  /// `/dev/loopN`.
  String device();

  default DiskStat stat() throws IOException {
    return DiskStat.read(device().substring("/dev/".length()));
  }

  /// Brings everything into log, journal or its place that has been written so far.
  default void sync() throws IOException, InterruptedException {
    RealKernel.run("sync", "--file-system", mountPoint().toString());
  }

  @Override
  void close() throws IOException;
}
