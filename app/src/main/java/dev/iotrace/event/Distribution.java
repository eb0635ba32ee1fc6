package dev.iotrace.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A family of Linux distributions, for messages that name the command to type.
public enum Distribution {
  DEBIAN("apt-get install", "debian ubuntu"),
  FEDORA("dnf install", "fedora rhel centos"),
  SUSE("zypper install", "suse opensuse sles"),
  ARCH("pacman -S", "arch"),
  ALPINE("apk add", "alpine"),
  OTHER("install by your package manager:", "");

  private final String install;

  /// Words of `ID` and `ID_LIKE`.
  private final String ids;

  Distribution(String install, String ids) {
    this.install = install;
    this.ids = ids;
  }

  /// The family of the system below this directory, `/` for our own.
  public static Distribution at(Path root) {
    return of(osRelease(root));
  }

  /// By `ID` and `ID_LIKE` of os-release(5); the nearest relative counts.
  static Distribution of(String osRelease) {
    return Stream.of("ID=", "ID_LIKE=")
        .flatMap(key -> value(osRelease, key).stream())
        .flatMap(ids -> Stream.of(ids.split(" ")))
        .flatMap(id -> Stream.of(values()).filter(it -> List.of(it.ids.split(" ")).contains(id)))
        .findFirst()
        .orElse(OTHER);
  }

  /// The full name of the system below this directory: `Debian GNU/Linux 12 (bookworm)`; empty when
  /// it has none.
  public static String nameAt(Path root) {
    return value(osRelease(root), "PRETTY_NAME=").orElse("");
  }

  /// The command that installs this package.
  public String install(String name) {
    return install + " " + name;
  }

  private static Optional<String> value(String osRelease, String key) {
    return osRelease
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("\"", "").replace("'", ""))
        .findFirst();
  }

  private static String osRelease(Path root) {
    for (String file : List.of("etc/os-release", "usr/lib/os-release")) {
      try {
        return Files.readString(root.resolve(file));
      } catch (IOException next) {
        // The second is where the first one usually leads.
      }
    }
    return "";
  }
}
