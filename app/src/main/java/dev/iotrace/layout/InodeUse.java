package dev.iotrace.layout;

import org.jspecify.annotations.Nullable;

/// An inode that is in use.
///
/// @param path one of its paths; null when it has none, or finding it would take too long
public record InodeUse(long inode, @Nullable String path) {}
