package dev.iotrace.lab;

import java.util.ArrayList;
import java.util.List;

/// One run of a lab: a command line of iotrace.
///
/// @param name what tables call it; no two of a lab have the same
/// @param words the command line, the program's name left out; [#PLACE] stands for the directory of
///   a scratch file system
/// @param before a command line that is run there before, unobserved; empty for none
public record Trial(String name, List<String> words, List<String> before) {
  /// The directory that is made for a command. In the words as they are shown, it is a variable.
  public static final String PLACE = "$DIR";

  private static final String SETTLE = "--settle";

  /// `iotrace write` with these options.
  static Trial write(String name, String... options) {
    List<String> words = new ArrayList<>(List.of("write"));
    words.addAll(List.of(options));
    return new Trial(name, List.copyOf(words), List.of());
  }

  /// `iotrace run` of a command in [#PLACE].
  static Trial run(String name, List<String> before, List<String> command) {
    List<String> words =
        new ArrayList<>(List.of("run", "--as-root", "--target", PLACE, "--settle", "sync", "--"));
    words.addAll(command);
    return new Trial(name, List.copyOf(words), before);
  }

  /// The same with further options.
  Trial with(String... options) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(options));
    return new Trial(name, List.copyOf(more), before);
  }

  /// Its words with a directory in place of [#PLACE].
  public Trial at(String directory) {
    return new Trial(name, at(words, directory), at(before, directory));
  }

  private static List<String> at(List<String> words, String directory) {
    return words.stream().map(word -> word.replace(PLACE, directory)).toList();
  }

  /// The same with a sync in place of the kernel's own pace, where it has not got one.
  public Trial fast() {
    if (words.contains(SETTLE)) {
      return this;
    }
    List<String> faster = new ArrayList<>(words);
    faster.addAll(1, List.of(SETTLE, "sync"));
    return new Trial(name, List.copyOf(faster), before);
  }

  /// Whether it needs a place of its own, where a command runs.
  public boolean inPlace() {
    return words.stream().anyMatch(word -> word.contains(PLACE));
  }

  /// The command lines as somebody would type them into a shell, none longer than so many
  /// characters unless a single word is.
  List<String> typed(int columns) {
    List<String> lines = new ArrayList<>();
    if (!before.isEmpty()) {
      lines.addAll(ShellWords.lines(before, columns));
    }
    List<String> whole = new ArrayList<>(List.of("iotrace"));
    whole.addAll(words);
    lines.addAll(ShellWords.lines(whole, columns));
    return lines;
  }
}
