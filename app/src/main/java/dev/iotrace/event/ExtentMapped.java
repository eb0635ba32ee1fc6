package dev.iotrace.event;

/// Where a part of an existing file stands on its file system's device, as FIEMAP told before the
/// workload began (`ioctl_fiemap`, Documentation/filesystems/fiemap.rst).
///
/// @param fileByte offset within the file
/// @param deviceByte offset on the file system's device
public record ExtentMapped(long timeNs, long inode, long fileByte, long deviceByte, long bytes)
    implements IoEvent.OfFileSystem {

  /// The same at another time.
  public ExtentMapped at(long otherNs) {
    return new ExtentMapped(otherNs, inode, fileByte, deviceByte, bytes);
  }
}
