package dev.iotrace.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entry's file name, `PID-START-NUMBER`: it tells the owner without reading the file.
record EntryName(ProcessIdentity owner, int number) {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,10})-(\\d{1,18})-(\\d{1,9})");

  static Optional<EntryName> parse(String name) {
    Matcher matcher = SHAPE.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ProcessIdentity owner =
        new ProcessIdentity(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return Optional.of(new EntryName(owner, Integer.parseInt(matcher.group(3))));
  }

  @Override
  public String toString() {
    return owner.pid() + "-" + owner.startTicks() + "-" + number;
  }
}
