package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `fcntl.h`: opens a file by what its file system knows it by, not by its name.
public final class FileHandle {
  /// `FILEID_INO32_GEN` (`linux/exportfs.h`): inode and generation, 32 bits each. A generation of 0
  /// is any (`ext4_nfs_get_inode`, fs/ext4/super.c).
  private static final int INO32_GEN = 1;

  private static final int INO32_GEN_BYTES = 8;

  /// The same with an inode of 64 bits (`XFS_FILEID_TYPE_64FLAG`, fs/xfs/xfs_export.h). XFS takes
  /// no generation for any.
  private static final int INO64_GEN = 1 | 0x80;

  private static final int INO64_GEN_BYTES = 12;

  /// `linux/fcntl.h`: a name only; nothing is read, no time of access changes.
  private static final int O_PATH = 0x20_0000;

  private static final MethodHandle OPEN_BY_HANDLE_AT =
      Libc.function("open_by_handle_at", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  private FileHandle() {}

  /// `int open_by_handle_at(int mount_fd, struct file_handle *handle, int flags)`,
  /// [open_by_handle_at(2)](https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html), with
  /// `O_PATH`. Of ext4; takes `CAP_DAC_READ_SEARCH`.
  ///
  /// `struct file_handle` is `unsigned int handle_bytes; int handle_type; unsigned char
  /// f_handle[]`.
  ///
  /// @param mount any file on the file system
  /// @throws ErrnoException `ESTALE` when there is no such inode
  public static FileDescriptor ofInode(FileDescriptor mount, int inode) throws ErrnoException {
    return open(mount, Integer.toUnsignedLong(inode), INO32_GEN_BYTES, INO32_GEN, inode, 0);
  }

  /// The same of XFS; takes `CAP_SYS_ADMIN`, too.
  ///
  /// @throws ErrnoException `ESTALE` when there is no such inode
  public static FileDescriptor ofXfsInode(FileDescriptor mount, long inode) throws ErrnoException {
    int generation = XfsBulkstat.generation(mount, inode).orElse(0); // 0: of none
    int high = (int) (inode >>> Integer.SIZE);
    return open(mount, inode, INO64_GEN_BYTES, INO64_GEN, (int) inode, high, generation);
  }

  /// @param words `struct file_handle`
  private static FileDescriptor open(FileDescriptor mount, long inode, int... words)
      throws ErrnoException {
    String opened = "inode " + Long.toUnsignedString(inode);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocateFrom(JAVA_INT, words);
      long number =
          Libc.call(
              "open_by_handle_at",
              opened,
              state ->
                  (int)
                      OPEN_BY_HANDLE_AT.invokeExact(
                          state, mount.number(), handle, O_PATH | OpenFlags.O_CLOEXEC));
      return new FileDescriptor((int) number, opened);
    }
  }
}
