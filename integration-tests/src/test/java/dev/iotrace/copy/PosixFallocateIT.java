package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What glibc does where a file system has no fallocate: an ext4 with ext3's block maps in place of
/// extents. bpftrace counts the calls.
class PosixFallocateIT {
  private static final int BLOCK = 4096;

  /// A prime, so that no other count of the run looks like it; the last block is not full.
  private static final int BLOCKS = 5003;

  private static final Pattern COUNTED = Pattern.compile("@([a-z_]+): ([0-9]+)");
  private static final String PROBES =
      "tracepoint:syscalls:sys_enter_pwrite64 /pid == cpid && args->count == 1/"
          + " { @one_byte = count(); }"
          + " tracepoint:syscalls:sys_enter_fallocate /pid == cpid/ { @fallocate = count(); }";

  /// In a mount namespace of its own: iotrace mounts tracefs for the time of a run, bpftrace does
  /// not.
  private static final String WITH_TRACEFS =
      "mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing;"
          + " exec \"$@\"";

  @TempDir Path temporary;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @Test
  void glibcWritesAByteIntoEachBlockWhereThereIsNoFallocate() throws Exception {
    try (LoopDisk disk =
        LoopDisk.make(
            temporary.toRealPath(), "ext4", "200M", "-b", "4096", "-O", "^extents,^64bit")) {
      Ended ended = tracedCopy(disk, "posix_fallocate");
      assertThat(counted(ended, "fallocate")).isEqualTo(1);
      assertThat(counted(ended, "one_byte")).isEqualTo(BLOCKS);
      assertThat(ended.stdout().replaceAll("\\s+", " "))
          .contains("no fallocate, so glibc wrote 5,003 blocks one byte each");
    }
  }

  @Test
  void whereThereIsFallocateNothingIsWrittenForIt() throws Exception {
    try (LoopDisk disk = LoopDisk.make(temporary.toRealPath(), "ext4", "200M")) {
      Ended ended = tracedCopy(disk, "posix_fallocate");
      assertThat(counted(ended, "fallocate")).isEqualTo(1);
      assertThat(counted(ended, "one_byte")).isZero();
      assertThat(ended.stdout().replaceAll("\\s+", " ")).contains("the file system has fallocate");
    }
  }

  @Test
  void fallocateItselfIsRefusedThereInOneSentence() throws Exception {
    try (LoopDisk disk =
        LoopDisk.make(temporary.toRealPath(), "ext4", "200M", "-O", "^extents,^64bit")) {
      Path source = source(disk);
      Path target = disk.mountPoint().resolve("target");
      Ended ended =
          CopyProgram.run("copy", "--quiet", "--prealloc=fallocate", "" + source, "" + target);
      assertThat(ended.exitCode()).isEqualTo(5);
      assertThat(ended.stderr().lines()).hasSize(1);
      assertThat(ended.stderr()).contains("EOPNOTSUPP");
    }
  }

  private static Path source(LoopDisk disk) throws Exception {
    byte[] content = new byte[BLOCKS * BLOCK - 1];
    return Files.write(disk.mountPoint().resolve("source"), content);
  }

  private static Ended tracedCopy(LoopDisk disk, String prealloc) throws Exception {
    Path source = source(disk);
    Path target = disk.mountPoint().resolve("target");
    // bpftrace takes any blank for the end of a word, that in a checkout's path, too.
    Path script = disk.mountPoint().resolve("copy.sh");
    String words =
        String.join(
            "' '", CopyProgram.command("copy", "--prealloc=" + prealloc, "" + source, "" + target));
    Files.writeString(script, "exec '" + words + "'\n");
    String copy = "/bin/sh " + script;
    List<String> counting =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation=slave", "sh", "-c", WITH_TRACEFS));
    counting.addAll(List.of("sh", "bpftrace", "-c", copy, "-e", PROBES));
    Ended ended = Ended.of(new ProcessBuilder(counting).start());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    RealKernel.run("cmp", source.toString(), target.toString());
    return ended;
  }

  private static long counted(Ended ended, String name) {
    Matcher matcher = COUNTED.matcher(ended.stdout());
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Long.parseLong(matcher.group(2));
      }
    }
    return 0;
  }
}
