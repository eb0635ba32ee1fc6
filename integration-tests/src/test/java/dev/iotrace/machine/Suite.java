package dev.iotrace.machine;

import java.util.Locale;

/// A Debian release with its own kernel and bpftrace.
enum Suite {
  BULLSEYE("Debian 11"),
  BOOKWORM("Debian 12"),
  TRIXIE("Debian 13"),
  SID("Debian sid");

  private final String title;

  Suite(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /// As `debootstrap` calls it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
