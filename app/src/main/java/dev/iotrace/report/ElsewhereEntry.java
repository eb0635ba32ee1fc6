package dev.iotrace.report;

/// A file system that a command wrote to, and that is not traced.
///
/// @param device `major:minor`
/// @param path its mount point
/// @param fileSystem its type: `tmpfs`
/// @param writes calls that wrote something to its regular files
/// @param bytes what they wrote
public record ElsewhereEntry(
    String device, String path, String fileSystem, long writes, long bytes) {}
