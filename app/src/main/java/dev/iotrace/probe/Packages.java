package dev.iotrace.probe;

import dev.iotrace.event.Distribution;

/// The packages that a backend needs, as this host's distribution calls them.
///
/// @param bcc the package of Python's module bcc
/// @param headers the package of the running kernel's headers
record Packages(Distribution distribution, String bcc, String headers) {
  static final String BPFTRACE = "bpftrace";

  /// @param kernel the running kernel's release
  static Packages of(Distribution distribution, String kernel) {
    String release = Printable.of(kernel);
    return switch (distribution) {
      case DEBIAN -> new Packages(distribution, "python3-bpfcc", "linux-headers-" + release);
      case FEDORA -> new Packages(distribution, "python3-bcc", "kernel-devel-" + release);
      case SUSE -> new Packages(distribution, "python3-bcc", "kernel-default-devel");
      case ARCH -> new Packages(distribution, "python-bcc", "linux-headers");
      case ALPINE -> new Packages(distribution, "py3-bcc", "linux-lts-dev");
      case OTHER -> new Packages(distribution, "bcc for Python", "the kernel's headers");
    };
  }

  /// The command that installs this package.
  String install(String name) {
    return distribution.install(name);
  }
}
