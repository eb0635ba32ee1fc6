package dev.iotrace.event;

/// Where a file system is mounted that is not traced, and was written to.
///
/// @param device the file system's number
/// @param path its mount point; the first, where there are several
/// @param type `tmpfs`
public record ElsewhereMounted(long timeNs, DeviceNumber device, String path, String type)
    implements IoEvent.OfTrace {}
