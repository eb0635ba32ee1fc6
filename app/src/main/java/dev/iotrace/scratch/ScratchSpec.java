package dev.iotrace.scratch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What scratch file system the user wants.
///
///     TYPE[,size=BYTES][,dir=DIRECTORY][,mkfs=ARGUMENTS][,mount=OPTIONS]
///
/// TYPE is `ext4`, `xfs` or `btrfs`. A size may end in k, m, g or t (powers of 1024). A comma ends a
/// value only when one of the four keys follows, so `mount=data=journal,commit=1` needs no quotes;
/// between double quotes it never does. ARGUMENTS are words with blanks between them, or between
/// double quotes. Of `mkfs` and `mount` there may be several, which add up.
///
/// @param bytes size of the image
/// @param parent where to put it; empty for a place of our choice that is not in memory
/// @param mkfs further arguments for mkfs
/// @param mount mount options
public record ScratchSpec(
    ScratchType type, long bytes, Optional<Path> parent, List<String> mkfs, List<String> mount) {
  private static final long DEFAULT_BYTES = 1L << 30;
  private static final List<String> KEYS = List.of("size", "dir", "mkfs", "mount");
  private static final String UNITS = "kmgt";
  private static final int UNIT_BITS = 10;

  /// Reads what follows `--scratch`.
  ///
  /// @throws ScratchRefused when it does not follow the grammar
  public static ScratchSpec parse(String text) {
    List<String> parts = parts(text);
    ScratchType type =
        ScratchType.of(parts.getFirst())
            .orElseThrow(() -> wrong(text, "no such type: " + parts.getFirst()));
    long bytes = DEFAULT_BYTES;
    Optional<Path> parent = Optional.empty();
    List<String> mkfs = new ArrayList<>();
    List<String> mount = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String value = part.substring(equals + 1);
      switch (part.substring(0, equals)) {
        case "size" -> bytes = bytes(text, value);
        case "dir" -> parent = Optional.of(directory(text, value));
        case "mkfs" -> mkfs.addAll(Quoted.split(value, ' '));
        default -> mount.addAll(Quoted.split(value, ','));
      }
    }
    return new ScratchSpec(type, bytes, parent, List.copyOf(mkfs), List.copyOf(mount));
  }

  /// The type, then each `KEY=VALUE`.
  private static List<String> parts(String text) {
    if (!Quoted.isBalanced(text)) {
      throw wrong(text, "a double quote is not closed");
    }
    List<String> parts = new ArrayList<>();
    for (String piece : Quoted.cut(text, ',')) {
      boolean begins = KEYS.stream().anyMatch(it -> piece.startsWith(it + "="));
      if (parts.isEmpty() || begins) {
        parts.add(piece);
      } else if (parts.size() == 1) {
        throw wrong(text, "no such option: " + piece);
      } else {
        parts.add(parts.removeLast() + "," + piece);
      }
    }
    return parts;
  }

  private static long bytes(String text, String value) {
    int unit =
        value.isEmpty()
            ? -1
            : UNITS.indexOf(Character.toLowerCase(value.charAt(value.length() - 1)));
    String digits = unit < 0 ? value : value.substring(0, value.length() - 1);
    try {
      long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << (UNIT_BITS * (unit + 1)));
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Said below.
    }
    throw wrong(text, "no such size: " + value);
  }

  private static Path directory(String text, String value) {
    try {
      return Path.of(Quoted.plain(value));
    } catch (InvalidPathException e) {
      throw wrong(text, "no such directory: " + value);
    }
  }

  private static ScratchRefused wrong(String text, String why) {
    return ScratchRefused.usage(
        "cannot read --scratch " + text,
        why,
        "write TYPE[,size=BYTES][,dir=DIRECTORY][,mkfs=ARGUMENTS][,mount=OPTIONS]");
  }
}
