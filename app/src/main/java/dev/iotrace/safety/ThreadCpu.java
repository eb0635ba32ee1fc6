package dev.iotrace.safety;

/// What the kernel threads of one name took of the CPUs.
///
/// @param name what they did, or were called; both names for [Duty#CHANGED]
/// @param whose whether that names our device, another's, or none
/// @param cpuNs all of them together
public record ThreadCpu(String name, Duty duty, Whose whose, long cpuNs) {}
