package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;

/// A file system that shares its disk with others, each on a partition of its own. Bios of all
/// carry the disk's number (`bio_dev`, include/linux/bio.h), and a thread that is followed may
/// write to any: where a bio goes tells whose it is.
final class PartitionBios implements BioOwner {
  private final Stack.Partition partition;
  private final BioOwner inside;

  /// @param inside for those of the partition
  PartitionBios(Stack.Partition partition, BioOwner inside) {
    this.partition = partition;
    this.inside = inside;
  }

  @Override
  public void attribute(Bio bio) {
    BioQueued event = bio.event();
    if (partition.holds(event.sectors())) {
      inside.attribute(bio);
      return;
    }
    Cause cause = event.rwbs().isRead() ? Cause.READ : Cause.UNKNOWN;
    bio.attribute(
        Attribution.foreign(cause, CausePath.OTHER, event.threadId(), Evidence.OTHER_PARTITION));
  }

  @Override
  public void completed(Bio bio, long timeNs) {
    inside.completed(bio, timeNs);
  }

  @Override
  public void released(Bio bio) {
    inside.released(bio);
  }
}
