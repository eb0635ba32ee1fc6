package dev.iotrace.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Takes out of a text what belongs to the user: names of the machine and its user, and every path
/// that is not one of the system's own directories.
final class Redaction {
  /// Programs, their configuration, and what the kernel shows. Not /dev, for labels and volumes
  /// have names there.
  private static final Pattern FOREIGN_PATH =
      Pattern.compile("(?<![\\w.-])/(?!(?:usr|bin|sbin|lib|lib64|etc|proc|sys)\\b)[^\\s\"',:;)]+");

  /// Shorter ones are part of too many words.
  private static final int SHORTEST_NAME = 3;

  private final List<Pattern> names;

  /// @param privateNames of the machine and its user
  Redaction(List<String> privateNames) {
    names =
        privateNames.stream()
            .filter(name -> name.length() >= SHORTEST_NAME)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed()) // a path before its parts
            .map(name -> Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)"))
            .toList();
  }

  String of(String text) {
    String left = text;
    for (Pattern name : names) { // first, for a path may hold what ends one
      left = name.matcher(left).replaceAll("<name>");
    }
    return FOREIGN_PATH.matcher(left).replaceAll("<path>");
  }

  List<String> of(List<String> texts) {
    return texts.stream().map(this::of).toList();
  }
}
