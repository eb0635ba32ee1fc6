package dev.iotrace.event;

/// A process makes an inode dirty that was clean, or that another process has written to since: its
/// writes are counted in the kernel from now on, and not told one by one. Told again when the inode
/// has begun to be written back meanwhile.
///
/// @param counter what has been written to the inode by buffered calls before this one, since the
///   kernel's inode came to be: calls in the upper 24 bits, bytes in the lower 40, so that the
///   difference of two says both
/// @param stored whether it is a store into a mapping, which is not counted
public record SumBegun(long timeNs, int threadId, long inode, long counter, boolean stored)
    implements IoEvent.OfSums {}
