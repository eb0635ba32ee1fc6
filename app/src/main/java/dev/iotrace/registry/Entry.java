package dev.iotrace.registry;

import dev.iotrace.registry.Resource.Child;
import dev.iotrace.registry.Resource.Directory;
import dev.iotrace.registry.Resource.Loop;
import dev.iotrace.registry.Resource.Mount;
import dev.iotrace.registry.Resource.RegularFile;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The text of an entry: `+ID KIND FIELDS` when a resource is about to be, `-ID` when it is gone.
///
/// Each line is one append. A last line without its newline was cut off by a kill, so what it
/// announced was not begun.
final class Entry {
  private Entry() {}

  static String addedLine(int id, Resource resource) {
    String fields =
        switch (resource) {
          case Child(ProcessIdentity(long pid, long start)) -> "child " + pid + " " + start;
          case Loop(Path device, Path backing) -> "loop " + encode(device) + " " + encode(backing);
          case Mount(Path point) -> "mount " + encode(point);
          case RegularFile(Path path) -> "file " + encode(path);
          case Directory(Path path) -> "directory " + encode(path);
        };
    return "+" + id + " " + fields + "\n";
  }

  static String goneLine(int id) {
    return "-" + id + "\n";
  }

  /// What an entry says is still there, the newest first.
  ///
  /// @throws IllegalArgumentException when a whole line is not one of ours
  static List<Resource> remaining(String text) {
    Map<Integer, Resource> held = new LinkedHashMap<>();
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String line : whole.lines().toList()) {
      try {
        apply(line.split(" "), held);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException("not an entry's line: " + line, e);
      }
    }
    return List.copyOf(held.values()).reversed();
  }

  private static void apply(String[] words, Map<Integer, Resource> held) {
    int id = Integer.parseInt(words[0].substring(1));
    switch (words[0].charAt(0)) {
      case '+' -> held.put(id, resource(words));
      case '-' -> held.remove(id);
      default -> throw new IllegalArgumentException("neither + nor -");
    }
  }

  private static Resource resource(String[] words) {
    return switch (words[1]) {
      case "child" ->
          new Child(new ProcessIdentity(Long.parseLong(words[2]), Long.parseLong(words[3])));
      case "loop" -> new Loop(decode(words[2]), decode(words[3]));
      case "mount" -> new Mount(decode(words[2]));
      case "file" -> new RegularFile(decode(words[2]));
      case "directory" -> new Directory(decode(words[2]));
      default -> throw new IllegalArgumentException("not a kind of resource: " + words[1]);
    };
  }

  private static String encode(Path path) {
    return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
  }

  private static Path decode(String text) {
    return Path.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
  }
}
