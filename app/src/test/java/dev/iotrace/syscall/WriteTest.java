package dev.iotrace.syscall;

import static dev.iotrace.syscall.OpenFlags.O_CREAT;
import static dev.iotrace.syscall.OpenFlags.O_EXCL;
import static dev.iotrace.syscall.OpenFlags.O_NOFOLLOW;
import static dev.iotrace.syscall.OpenFlags.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteTest {
  private static final byte[] SEVEN = {1, 2, 3, 4, 5, 6, 7};

  @TempDir Path directory;
  private Path path;
  private FileDescriptor file;
  private NativeBuffer buffer;

  @BeforeEach
  void createFile() throws ErrnoException {
    path = directory.resolve("file with spaces and \"quotes\"");
    file =
        Fcntl.openat(
            FileDescriptor.WORKING_DIRECTORY, path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR, 0600);
    buffer = NativeBuffer.of(SEVEN);
  }

  @AfterEach
  void closeFile() throws ErrnoException {
    buffer.close();
    file.close();
  }

  @Test
  void writeMovesThePosition() throws Exception {
    assertThat(Unistd.write(file, buffer, 0, 7)).isEqualTo(7);
    assertThat(Unistd.write(file, buffer, 2, 3)).isEqualTo(3);
    assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3, 4, 5, 6, 7, 3, 4, 5);
  }

  @Test
  void pwriteLeavesThePosition() throws Exception {
    assertThat(Unistd.pwrite(file, buffer, 4, 3, 2)).isEqualTo(3);
    Unistd.writeFully(file, NativeBuffer.of((byte) 9));
    assertThat(Files.readAllBytes(path)).containsExactly(9, 0, 5, 6, 7);
  }

  @Test
  void preadReadsAtItsOffsetUpToTheEnd() throws Exception {
    Unistd.writeFully(file, buffer);
    try (NativeBuffer read = NativeBuffer.allocate(8, 8)) {
      assertThat(Unistd.pread(file, read, 1, 7, 4)).isEqualTo(3);
      assertThat(Unistd.pread(file, read, 0, 8, 7)).isZero();
      assertThat(read.view(0, 8)).isEqualTo(ByteBuffer.wrap(new byte[] {0, 5, 6, 7, 0, 0, 0, 0}));
    }
  }

  @Test
  void seekMovesThePosition() throws Exception {
    Unistd.seek(file, 1);
    Unistd.writeFully(file, buffer);
    assertThat(Files.readAllBytes(path)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void writevWritesItsPartsInOrder() throws Exception {
    assertThat(Uio.writev(file, IoVector.of(buffer, 1, 2, 4))).isEqualTo(6);
    assertThat(Files.readAllBytes(path)).containsExactly(2, 3, 4, 5, 6, 7);
  }

  @Test
  void vectorOfAClosedBufferIsNotWritten() {
    IoVector vector = IoVector.of(buffer, 0, 7);
    buffer.close();
    assertThatThrownBy(() -> Uio.writev(file, vector)).isInstanceOf(IllegalStateException.class);
    buffer = NativeBuffer.of(SEVEN);
  }

  @Test
  void pwritev2WritesAtItsOffset() throws Exception {
    assertThat(Uio.pwritev2(file, IoVector.of(buffer, 0, 3, 4), 1, 0)).isEqualTo(7);
    assertThat(Files.readAllBytes(path)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void storeIntoASharedMappingIsInTheFile() throws Exception {
    Unistd.ftruncate(file, 10);
    try (Mapping mapping = Mman.mapShared(file, 0, 10)) {
      mapping.store(buffer, 0, 7, 2);
      mapping.sync();
    }
    assertThat(Files.readAllBytes(path)).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 7, 0);
  }

  /// Interpreted code fails in the store itself, compiled code somewhat later: so many stores that
  /// it is compiled.
  @Test
  void storeBehindTheEndOfTheFileFailsAndTheProcessLives() throws Exception {
    Unistd.ftruncate(file, 4096);
    try (Mapping mapping = Mman.mapShared(file, 0, 8192)) {
      for (int round = 0; round < 5; round++) {
        assertThatThrownBy(() -> mapping.store(buffer, 0, 7, 4096))
            .isInstanceOfSatisfying(
                ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EFAULT));
        for (int i = 0; i < 20_000; i++) {
          mapping.store(buffer, 0, 7, 0);
        }
      }
    }
  }

  @Test
  void sendfileAndCopyFileRangeCopyFromTheirOffset() throws Exception {
    Path sourcePath = Files.write(directory.resolve("source"), SEVEN);
    try (FileDescriptor source = Fcntl.open(sourcePath, OpenFlags.O_RDONLY)) {
      assertThat(Sendfile.sendfile(file, source, 5, 9)).isEqualTo(2);
      assertThat(Unistd.copyFileRange(source, 0, file, 2, 3)).isEqualTo(3);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(6, 7, 1, 2, 3);
  }

  @Test
  void spliceMovesWhatIsInThePipe() throws Exception {
    try (Pipe pipe = Unistd.pipe()) {
      assertThat(Fcntl.setPipeBytes(pipe.writing(), 100_000)).isEqualTo(131_072);
      Unistd.writeFully(pipe.writing(), buffer);
      assertThat(Fcntl.splice(pipe.reading(), file, 1, 99)).isEqualTo(7);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void everySyncReturns() throws Exception {
    Unistd.writeFully(file, buffer);
    Unistd.fsync(file);
    Unistd.fdatasync(file);
    Unistd.syncfs(file);
    Fcntl.syncFileRange(file, 0, 0, Fcntl.SYNC_FILE_RANGE_WRITE_AND_WAIT);
    Fcntl.posixFadvise(file, 0, 0, Fcntl.POSIX_FADV_DONTNEED);
    assertThat(Files.size(path)).isEqualTo(7);
  }

  @Test
  void fallocateLengthensUnlessToldToKeepTheSize() throws Exception {
    Fcntl.fallocate(file, Fcntl.FALLOC_FL_KEEP_SIZE, 0, 65_536);
    assertThat(Files.size(path)).isZero();
    assertThat(Stat.of(file).allocatedBytes()).isGreaterThanOrEqualTo(65_536);
    Fcntl.fallocate(file, 0, 0, 4096);
    assertThat(Files.size(path)).isEqualTo(4096);
  }

  @Test
  void nameBeyondAsciiIsTheOneThatJavaMeans() throws Exception {
    String encoding = System.getProperty("native.encoding");
    assumeTrue(encoding.equals("UTF-8"), "no such names in a locale of " + encoding);
    Path strange = Files.write(directory.resolve("\n é 🙂"), SEVEN);
    assertThat(Stat.of(strange).bytes()).isEqualTo(7);
  }

  @Test
  void unlinkatRemovesTheName() throws Exception {
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
      Unistd.unlinkat(open, path.getFileName());
    }
    assertThat(path).doesNotExist();
  }
}
