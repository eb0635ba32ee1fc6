package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatTest {
  @TempDir Path directory;

  @Test
  void statxTellsWhatJavaTells() throws Exception {
    Path file = Files.write(directory.resolve("file"), new byte[12_345]);
    try (FileDescriptor open = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      Statx stat = Stat.of(open);
      assertThat(stat).isEqualTo(Stat.of(file));
      assertThat(stat.isRegularFile()).isTrue();
      assertThat(stat.isDirectory()).isFalse();
      assertThat(stat.bytes()).isEqualTo(12_345);
      assertThat(stat.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
      long device = (Long) Files.getAttribute(file, "unix:dev");
      assertThat((long) stat.deviceMajor() << 8 | stat.deviceMinor()).isEqualTo(device);
      assertThat(stat.mode()).isEqualTo(Files.getAttribute(file, "unix:mode"));
    }
    assertThat(Stat.of(directory).isDirectory()).isTrue();
  }

  @Test
  void statxOfALinkThatWasNotFollowedIsNoRegularFile() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("file"));
    try (FileDescriptor open = Fcntl.open(link, OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW)) {
      assertThat(Stat.of(open).isRegularFile()).isFalse();
    }
    assertThatThrownBy(() -> Fcntl.open(link, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ELOOP));
  }

  @Test
  void directIoAlignmentIsAPowerOfTwo() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (FileDescriptor open = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      DirectIo direct = Stat.of(open).directIo().orElse(DirectIo.ofSector(512));
      assumeTrue(direct.supported(), "no direct I/O in " + directory);
      assertThat(Integer.bitCount(direct.offsetAlignment())).isEqualTo(1);
      assertThat(Integer.bitCount(direct.memoryAlignment())).isEqualTo(1);
    }
  }

  @Test
  void flagsInEffectAreReadBack() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    int flags = OpenFlags.O_WRONLY | OpenFlags.O_APPEND | OpenFlags.O_DSYNC;
    try (FileDescriptor open = Fcntl.open(file, flags)) {
      assertThat(Fcntl.getFlags(open) & flags).isEqualTo(flags);
      assertThat(Fcntl.getFlags(open) & OpenFlags.O_DIRECT).isZero();
    }
  }

  @Test
  void statfsTellsWhatJavaTells() throws Exception {
    Statfs statfs = Vfs.statfs(directory);
    FileStore store = Files.getFileStore(directory);
    assertThat(statfs.blocks() * statfs.blockBytes()).isEqualTo(store.getTotalSpace());
    assertThat(statfs.blockBytes()).isEqualTo(store.getBlockSize());
    assertThat(statfs.bytesAvailable()).isLessThanOrEqualTo(store.getTotalSpace());
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
      Statfs same = Vfs.fstatfs(open);
      assertThat(same.type()).isEqualTo(statfs.type());
      assertThat(same.id()).isEqualTo(statfs.id());
      assertThat(same.nameBytesMax()).isEqualTo(255);
    }
  }

  @Test
  void extentsAreThoseOfTheDataAndLeaveHolesOut() throws Exception {
    Path file = directory.resolve("file");
    try (FileDescriptor open =
            Fcntl.openat(
                FileDescriptor.WORKING_DIRECTORY,
                file,
                OpenFlags.O_CREAT | OpenFlags.O_RDWR,
                0600);
        NativeBuffer block = NativeBuffer.allocate(65_536, 4096)) {
      Unistd.pwrite(open, block, 0, 65_536, 0);
      Unistd.pwrite(open, block, 0, 65_536, 1 << 20);
      Unistd.fsync(open);
      List<FileExtent> extents = extents(open);
      assertThat(extents.getFirst().logicalByte()).isZero();
      assertThat(extents.getLast().logicalEnd()).isEqualTo((1 << 20) + 65_536);
      assertThat(extents.getLast().isLast()).isTrue();
      assertThat(extents).allMatch(extent -> !extent.isUnknown() && extent.physicalByte() > 0);
      assertThat(extents.stream().mapToLong(FileExtent::bytes).sum()).isEqualTo(2 * 65_536);
    }
  }

  @Test
  void extentsOfAnEmptyFileAreNone() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (FileDescriptor open = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      assertThat(extents(open)).isEmpty();
    }
  }

  private List<FileExtent> extents(FileDescriptor file) throws ErrnoException {
    try {
      return FileExtents.of(file);
    } catch (ErrnoException e) {
      assumeTrue(e.errno() != Errno.EOPNOTSUPP, "no extents in " + directory);
      throw e;
    }
  }
}
