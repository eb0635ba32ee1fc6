package dev.iotrace.event;

/// What the followed threads wrote to regular files of a file system that is not traced; told once,
/// when the probes end.
///
/// @param device the file system's number, as the kernel has it (`s_dev`)
/// @param writes calls that wrote something
/// @param bytes what they wrote
public record ElsewhereWritten(long timeNs, DeviceNumber device, long writes, long bytes)
    implements IoEvent.OfTrace {}
