package dev.iotrace.syscall;

import static dev.iotrace.syscall.OpenFlags.O_CREAT;
import static dev.iotrace.syscall.OpenFlags.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoUringTest {
  @TempDir Path directory;
  private Path path;
  private FileDescriptor file;

  @BeforeEach
  void createFile() throws ErrnoException {
    try {
      IoUring.setup(1).close();
    } catch (ErrnoException e) {
      assumeTrue(false, "this host gives no io_uring: " + e.getMessage());
    }
    path = directory.resolve("file");
    file = Fcntl.openat(FileDescriptor.WORKING_DIRECTORY, path, O_CREAT | O_RDWR, 0600);
  }

  @AfterEach
  void closeFile() throws ErrnoException {
    if (file != null) {
      file.close();
    }
  }

  /// Some forty to five thousand times round the ring.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 256})
  void everyByteIsWhereItWasMeantToBe(int depth) throws Exception {
    int count = 512;
    int writes = 10_000;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] content = new byte[count * writes];
    random.nextBytes(content);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < writes; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    BitSet done = new BitSet(writes);
    try (NativeBuffer buffer = NativeBuffer.of(content);
        IoUring ring = IoUring.setup(depth)) {
      assertThat(ring.entries()).isEqualTo(Integer.highestOneBit(2 * depth - 1));
      int next = 0;
      while (done.cardinality() < writes) {
        while (next < writes && ring.untaken() < depth) {
          int block = order.get(next++);
          ring.write(block, file, buffer, (long) block * count, count, (long) block * count);
        }
        ring.submitAndWait();
        while (ring.take()) {
          int block = Math.toIntExact(ring.userData());
          assertThat(ring.result()).isEqualTo(count);
          assertThat(done.get(block)).as("seed %d, write %d", seed, block).isFalse();
          done.set(block);
        }
      }
      assertThat(ring.untaken()).isZero();
    }
    assertThat(Files.readAllBytes(path)).as("seed %d", seed).isEqualTo(content);
  }

  @Test
  void ringGoesRoundManyTimes() throws Exception {
    try (IoUring ring = IoUring.setup(4)) {
      long prepared = 0;
      long sum = 0;
      while (prepared < 400_000) {
        while (ring.untaken() < ring.entries()) {
          ring.nop(prepared++);
        }
        ring.submitAndWait();
        while (ring.take()) {
          assertThat(ring.result()).isZero();
          sum += ring.userData();
        }
      }
      while (ring.untaken() > 0) {
        ring.submitAndWait();
        while (ring.take()) {
          sum += ring.userData();
        }
      }
      assertThat(sum).isEqualTo(prepared * (prepared - 1) / 2);
    }
  }

  @Test
  void syncsOfAFileSucceedAndOneOfADirectoryOpenByPathAloneDoesNot() throws Exception {
    try (IoUring ring = IoUring.setup(4);
        FileDescriptor place = Fcntl.open(directory, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
      ring.fsync(1, file);
      assertThat(only(ring)).isZero();
      ring.fdatasync(2, file);
      assertThat(only(ring)).isZero();
      ring.fsync(3, place);
      assertThat(only(ring)).isEqualTo(-Errno.EBADF);
    }
  }

  @Test
  void failureIsTheNegatedErrorNumberOfItsOwnOperation() throws Exception {
    try (NativeBuffer buffer = NativeBuffer.of((byte) 7);
        IoUring ring = IoUring.setup(4);
        FileDescriptor full = Fcntl.open(Path.of("/dev/full"), OpenFlags.O_WRONLY);
        FileDescriptor reading = Fcntl.open(path, OpenFlags.O_RDONLY)) {
      ring.write(0, full, buffer, 0, 1, 0);
      ring.write(1, file, buffer, 0, 1, 0);
      ring.write(2, reading, buffer, 0, 1, 0);
      ring.write(3, file, buffer, 0, 1, -2);
      int[] results = new int[4];
      for (int taken = 0; taken < 4; taken++) {
        while (!ring.take()) {
          ring.submitAndWait();
        }
        results[Math.toIntExact(ring.userData())] = ring.result();
      }
      assertThat(results).containsExactly(-Errno.ENOSPC, 1, -Errno.EBADF, -Errno.EINVAL);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(7);
  }

  @Test
  void writeThatMeetsTheEndOfTheSpaceIsShortAndTheNextFails() throws Exception {
    assumeTrue(ProcessIds.geteuid() == 0, "a mount needs root; run: sudo ./check");
    Path small = Files.createDirectory(directory.resolve("small"));
    Mount.mount("iotrace-test", small, "tmpfs", Mount.MS_NODEV | Mount.MS_NOSUID, "size=64k");
    try (FileDescriptor there =
            Fcntl.openat(
                FileDescriptor.WORKING_DIRECTORY, small.resolve("file"), O_CREAT | O_RDWR, 0600);
        NativeBuffer buffer = NativeBuffer.allocate(98_304, 4096);
        IoUring ring = IoUring.setup(1)) {
      ring.write(0, there, buffer, 0, 98_304, 0);
      assertThat(only(ring)).isEqualTo(65_536);
      ring.write(0, there, buffer, 65_536, 32_768, 65_536);
      assertThat(only(ring)).isEqualTo(-Errno.ENOSPC);
    } finally {
      Mount.umount2(small, 0);
    }
  }

  @Test
  void fullRingTakesNoMoreAndThenGoesOn() throws Exception {
    try (IoUring ring = IoUring.setup(2)) {
      ring.nop(0);
      ring.nop(1);
      assertThatThrownBy(() -> ring.nop(2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("all 2 entries of the ring are in use");
      ring.submitAndWait();
      // Submitted and complete is not enough: what was not taken still has its place.
      assertThatThrownBy(() -> ring.nop(2)).isInstanceOf(IllegalStateException.class);
      assertThat(ring.take()).isTrue();
      ring.nop(2);
    }
  }

  @Test
  void waitingForNothingIsAMistake() throws Exception {
    try (IoUring ring = IoUring.setup(2)) {
      assertThat(ring.take()).isFalse();
      assertThatThrownBy(ring::submitAndWait).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closeWaitsForWhatWasSubmittedAndForgetsWhatWasNot() throws Exception {
    try (NativeBuffer buffer = NativeBuffer.of((byte) 1, (byte) 2, (byte) 3, (byte) 4);
        IoUring ring = IoUring.setup(8)) {
      for (int i = 0; i < 3; i++) {
        ring.write(i, file, buffer, i, 1, i);
      }
      ring.submitAndWait();
      ring.write(3, file, buffer, 3, 1, 3);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);
  }

  @Test
  void closedRingIsNotUsedAgain() throws Exception {
    IoUring ring = IoUring.setup(2);
    ring.close();
    ring.close();
    assertThatThrownBy(() -> ring.nop(0)).hasMessage("the ring is closed");
    assertThatThrownBy(ring::take).hasMessage("the ring is closed");
    assertThatThrownBy(ring::submitAndWait).hasMessage("the ring is closed");
  }

  @Test
  void closedBufferIsNotWrittenFrom() throws Exception {
    NativeBuffer buffer = NativeBuffer.of((byte) 1);
    buffer.close();
    try (IoUring ring = IoUring.setup(2)) {
      assertThatThrownBy(() -> ring.write(0, file, buffer, 0, 1, 0))
          .isInstanceOf(IllegalStateException.class);
      assertThat(ring.untaken()).isZero();
    }
  }

  @Test
  void ringBelongsToItsThread() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (IoUring ring = IoUring.setup(2)) {
      Thread other = new Thread(() -> ring.nop(0));
      other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
      other.start();
      other.join();
      assertThat(thrown.get()).isInstanceOf(WrongThreadException.class);
    }
  }

  @Test
  void nothingIsLeftOfARing() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (IoUring ring = IoUring.setup(64)) {
        assertThat(rings()).as("the check sees a ring").isNotEmpty();
        ring.nop(i);
      }
    }
    assertThat(rings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, IoUring.ENTRIES_MAX + 1, -1})
  void numberOfEntriesThatTheKernelRefusesLeavesNothing(int entries) throws Exception {
    ErrnoException e = catchThrowableOfType(ErrnoException.class, () -> IoUring.setup(entries));
    assertThat(e.errno()).isEqualTo(Errno.EINVAL);
    assertThat(e).hasMessageStartingWith("io_uring_setup with " + entries + " entries: EINVAL");
    assertThat(rings()).isEmpty();
  }

  @Test
  void mostEntriesThatTheKernelGivesAreGiven() throws Exception {
    try (IoUring ring = IoUring.setup(IoUring.ENTRIES_MAX)) {
      assertThat(ring.entries()).isEqualTo(IoUring.ENTRIES_MAX);
    }
  }

  /// What of rings this process has: mappings and open files.
  private static List<String> rings() throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.contains("io_uring")) {
        found.add(line);
      }
    }
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path open : files.toList()) {
        if (Files.isSymbolicLink(open)
            && Files.readSymbolicLink(open).toString().contains("io_uring")) {
          found.add(open.toString());
        }
      }
    }
    return found;
  }

  /// The result of the only operation under way.
  private static int only(IoUring ring) throws ErrnoException {
    ring.submitAndWait();
    assertThat(ring.take()).isTrue();
    assertThat(ring.untaken()).isZero();
    return ring.result();
  }
}
