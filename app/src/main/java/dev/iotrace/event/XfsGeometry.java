package dev.iotrace.event;

/// Where things stand on an XFS file system's device, as its superblock told before the workload
/// began (`struct xfs_sb`, fs/xfs/libxfs/xfs_format.h).
///
/// @param blockSectors size of a block, in sectors
/// @param groupBlocks size of an allocation group, in blocks
/// @param groupBits how many bits of a block's number count within its group (`sb_agblklog`)
/// @param inodeBits how many bits of an inode's number count within its block (`sb_inopblog`)
/// @param logSector first sector of the log
/// @param logSectors size of the log
public record XfsGeometry(
    long timeNs,
    int blockSectors,
    long groupBlocks,
    int groupBits,
    int inodeBits,
    long logSector,
    long logSectors)
    implements IoEvent.OfXfs {

  /// The same, known from another time on.
  public XfsGeometry at(long otherNs) {
    return new XfsGeometry(
        otherNs, blockSectors, groupBlocks, groupBits, inodeBits, logSector, logSectors);
  }

  /// First sector of a block, by the number that carries its group in the high bits
  /// (`XFS_FSB_TO_DADDR`).
  public long sectorOfBlock(long block) {
    long group = block >>> groupBits;
    return (group * groupBlocks + (block & ((1L << groupBits) - 1))) * blockSectors;
  }

  /// First sector of the block that holds an inode (`XFS_INO_TO_FSB`).
  public long sectorOfInode(long inode) {
    return sectorOfBlock(inode >>> inodeBits);
  }

  /// Whether the sector is part of the log.
  public boolean isLog(long sector) {
    return sector >= logSector && sector < logSector + logSectors;
  }
}
