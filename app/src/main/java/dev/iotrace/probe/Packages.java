package dev.iotrace.probe;

import java.util.List;
import java.util.stream.Stream;

/// The packages of this host's distribution, for messages that name the command to type.
///
/// @param install the command that installs one
/// @param bcc the package of Python's module bcc
/// @param headers the package of the running kernel's headers
record Packages(String install, String bcc, String headers) {
  static final String BPFTRACE = "bpftrace";

  /// By `ID` and `ID_LIKE` of os-release(5); the nearest relative counts.
  ///
  /// @param osRelease the text of that file, empty when there is none
  /// @param kernel the running kernel's release
  static Packages of(String osRelease, String kernel) {
    return Stream.of("ID=", "ID_LIKE=")
        .flatMap(key -> osRelease.lines().filter(line -> line.startsWith(key)))
        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", "").replace("'", ""))
        .flatMap(ids -> Stream.of(ids.split(" ")))
        .flatMap(id -> named(id, Printable.of(kernel)).stream())
        .findFirst()
        .orElse(
            new Packages(
                "install by your package manager:", "bcc for Python", "the kernel's headers"));
  }

  private static List<Packages> named(String id, String kernel) {
    return switch (id) {
      case "debian", "ubuntu" ->
          List.of(new Packages("apt-get install", "python3-bpfcc", "linux-headers-" + kernel));
      case "fedora", "rhel", "centos" ->
          List.of(new Packages("dnf install", "python3-bcc", "kernel-devel-" + kernel));
      case "suse", "opensuse", "sles" ->
          List.of(new Packages("zypper install", "python3-bcc", "kernel-default-devel"));
      case "arch" -> List.of(new Packages("pacman -S", "python-bcc", "linux-headers"));
      case "alpine" -> List.of(new Packages("apk add", "py3-bcc", "linux-lts-dev"));
      default -> List.of();
    };
  }

  /// The command that installs this package.
  String install(String name) {
    return install + " " + name;
  }
}
