package dev.iotrace.event;

import java.util.Map;

/// What a probe has added up in the kernel since the last time.
///
/// @param timeNs when the adding up of these ended, in kernel time
/// @param maps each map by its name, each value by its key as the probe prints it, its parts
///   between commas
public record SumsRead(long timeNs, Map<String, Map<String, Long>> maps) {}
