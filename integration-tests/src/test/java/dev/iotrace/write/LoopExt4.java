package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An ext4 of the test's own.
final class LoopExt4 extends LoopTarget {
  private static final String SIZE = "64M";

  private LoopExt4(Path directory) throws IOException {
    super(directory);
  }

  /// @param directory where image and mount point are made
  /// @param mkfs further arguments for mkfs.ext4
  static LoopExt4 make(Path directory, String... mkfs) throws IOException, InterruptedException {
    return makeOf(SIZE, directory, mkfs);
  }

  /// @param size as truncate(1) takes it
  static LoopExt4 makeOf(String size, Path directory, String... mkfs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mkfs.ext4", "-q", "-b", "4096"));
    command.addAll(List.of("-E", "lazy_itable_init=0,lazy_journal_init=0"));
    command.addAll(List.of(mkfs));
    LoopExt4 made = new LoopExt4(directory);
    made.make(1, size, command);
    return made;
  }

  /// `loopN`.
  String disk() {
    return device().substring("/dev/".length());
  }

  /// Mounts it anew, with these options: they count only when the kernel has let go of it before. A
  /// program with a mount namespace of its own that just begins may hold it for a moment more.
  void mountAnew(String options) throws Exception {
    RealKernel.run("umount", mountPoint().toString());
    Running.await(() -> !Files.exists(Path.of("/sys/fs/ext4", disk())));
    RealKernel.run("mount", "-o", options, device(), mountPoint().toString());
    sync();
  }

  /// What debugfs(8) answers to a request.
  String debugfs(String request) throws IOException, InterruptedException {
    return RealKernel.run("debugfs", "-R", request, device());
  }
}
