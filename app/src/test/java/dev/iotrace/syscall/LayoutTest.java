package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are `sizeof` and `offsetof` of gcc 12 with Linux 6.1 headers on x86_64; aarch64's
/// are the same. No native call is made here.
class LayoutTest {
  @ParameterizedTest
  @CsvSource({
    "iovec, 16",
    "timespec, 16",
    "rusage, 144",
    "statx, 256",
    "statfs, 120",
    "loop_info64, 232",
    "loop_config, 304",
    "fiemap, 32",
    "fiemap_extent, 56",
    "io_uring_params, 120",
    "io_sqring_offsets, 40",
    "io_cqring_offsets, 40",
    "io_uring_sqe, 64",
    "io_uring_cqe, 16",
    "io_uring_getevents_arg, 24",
    "winsize, 8",
    "xfs_bulkstat_req, 256",
  })
  void structHasTheSizeThatTheKernelExpects(String struct, long bytes) {
    assertThat(layout(struct).byteSize()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "iovec, iov_len, 8",
    "timespec, tv_nsec, 8",
    "rusage, ru_utime.tv_usec, 8",
    "rusage, ru_stime.tv_sec, 16",
    "rusage, ru_stime.tv_usec, 24",
    "statx, stx_mask, 0",
    "statx, stx_blksize, 4",
    "statx, stx_attributes, 8",
    "statx, stx_nlink, 16",
    "statx, stx_mode, 28",
    "statx, stx_ino, 32",
    "statx, stx_size, 40",
    "statx, stx_blocks, 48",
    "statx, stx_times, 64",
    "statx, stx_rdev_major, 128",
    "statx, stx_dev_major, 136",
    "statx, stx_mnt_id, 144",
    "statx, stx_dio_mem_align, 152",
    "statx, stx_dio_offset_align, 156",
    "statfs, f_type, 0",
    "statfs, f_bsize, 8",
    "statfs, f_blocks, 16",
    "statfs, f_bfree, 24",
    "statfs, f_bavail, 32",
    "statfs, f_files, 40",
    "statfs, f_ffree, 48",
    "statfs, f_fsid, 56",
    "statfs, f_namelen, 64",
    "statfs, f_frsize, 72",
    "statfs, f_flags, 80",
    "loop_info64, lo_offset, 24",
    "loop_info64, lo_sizelimit, 32",
    "loop_info64, lo_number, 40",
    "loop_info64, lo_flags, 52",
    "loop_info64, lo_file_name, 56",
    "loop_info64, lo_crypt_name, 120",
    "loop_info64, lo_encrypt_key, 184",
    "loop_info64, lo_init, 216",
    "loop_config, block_size, 4",
    "loop_config, info, 8",
    "loop_config, __reserved, 240",
    "fiemap, fm_length, 8",
    "fiemap, fm_flags, 16",
    "fiemap, fm_mapped_extents, 20",
    "fiemap, fm_extent_count, 24",
    "fiemap_extent, fe_physical, 8",
    "fiemap_extent, fe_length, 16",
    "fiemap_extent, fe_flags, 40",
    "io_uring_params, flags, 8",
    "io_uring_params, features, 20",
    "io_uring_params, sq_off, 40",
    "io_uring_params, cq_off, 80",
    "io_sqring_offsets, array, 24",
    "io_cqring_offsets, cqes, 20",
    "io_uring_sqe, fd, 4",
    "io_uring_sqe, off, 8",
    "io_uring_sqe, addr, 16",
    "io_uring_sqe, len, 24",
    "io_uring_sqe, rw_flags, 28",
    "io_uring_sqe, user_data, 32",
    "io_uring_getevents_arg, ts, 16",
    "io_uring_cqe, user_data, 0",
    "io_uring_cqe, res, 8",
    "winsize, ws_col, 2",
    "xfs_bulkstat_req, icount, 12",
    "xfs_bulkstat_req, ocount, 16",
    "xfs_bulkstat_req, bs_ino, 64",
    "xfs_bulkstat_req, bs_gen, 128",
  })
  void memberStandsWhereTheKernelReadsIt(String struct, String member, long offset) {
    assertThat(layout(struct).byteOffset(PathElement.groupElement(member))).isEqualTo(offset);
  }

  private static GroupLayout layout(String struct) {
    return switch (struct) {
      case "iovec" -> IoVector.IOVEC;
      case "timespec" -> Time.TIMESPEC;
      case "rusage" -> SysResource.RUSAGE;
      case "statx" -> Statx.LAYOUT;
      case "statfs" -> Statfs.LAYOUT;
      case "loop_info64" -> LoopConfig.LOOP_INFO64;
      case "loop_config" -> LoopConfig.LOOP_CONFIG;
      case "fiemap" -> FileExtents.FIEMAP;
      case "fiemap_extent" -> FileExtents.FIEMAP_EXTENT;
      case "io_uring_params" -> IoUringParams.LAYOUT;
      case "io_sqring_offsets" -> IoUringParams.IO_SQRING_OFFSETS;
      case "io_cqring_offsets" -> IoUringParams.IO_CQRING_OFFSETS;
      case "io_uring_sqe" -> SubmissionQueue.IO_URING_SQE;
      case "io_uring_getevents_arg" -> IoUringEnter.IO_URING_GETEVENTS_ARG;
      case "xfs_bulkstat_req" -> XfsBulkstat.REQUEST;
      case "winsize" -> WindowSize.WINSIZE;
      case "io_uring_cqe" -> CompletionQueue.IO_URING_CQE;
      default -> throw new IllegalArgumentException(struct);
    };
  }
}
