package dev.iotrace.matrix;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.syscall.OpenFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A row of the sync matrix: how a writer opens its file, aligns its buffer and syncs.
///
/// @param durability when its bytes are made safe
/// @param access how they come to the device
public record FlagSet(Durability durability, Access access) {
  private static final String JOIN = "+";

  /// All 21, family by family.
  public static List<FlagSet> all() {
    return Arrays.stream(Durability.values())
        .flatMap(
            durability ->
                Arrays.stream(Access.values()).map(access -> new FlagSet(durability, access)))
        .toList();
  }

  /// Those whose names fit one of the patterns, each once, in the order of [#all()].
  ///
  /// @param patterns names in any case, in which `*` stands for any letters: `FSYNC`, `*+O_DIRECT`,
  ///   `*FDATASYNC*`; none means all
  /// @throws BenchRefused when a pattern fits none
  public static List<FlagSet> chosen(List<String> patterns) {
    if (patterns.isEmpty()) {
      return all();
    }
    Set<FlagSet> chosen = new LinkedHashSet<>();
    for (String pattern : patterns) {
      List<FlagSet> fitting = all().stream().filter(set -> set.fits(pattern)).toList();
      if (fitting.isEmpty()) {
        throw BenchRefused.usage(
            "--only " + pattern,
            "no flag set has that name",
            "name some of "
                + String.join(", ", all().stream().map(FlagSet::name).toList())
                + ", with * for any letters");
      }
      chosen.addAll(fitting);
    }
    return all().stream().filter(chosen::contains).toList();
  }

  private boolean fits(String pattern) {
    List<String> literals = new ArrayList<>();
    for (String literal : pattern.strip().toUpperCase(Locale.ROOT).split("\\*", -1)) {
      literals.add(Pattern.quote(literal));
    }
    return name().matches(String.join(".*", literals));
  }

  /// `FDATASYNC+O_DIRECT`; `O_DIRECT` for one that is otherwise without a sync.
  public String name() {
    return switch (access) {
      case PLAIN -> durability.name();
      case ALIGNED -> durability.name() + JOIN + access.word();
      case DIRECT ->
          durability == Durability.BUFFERED
              ? access.word()
              : durability.name() + JOIN + access.word();
    };
  }

  /// For `openat`, the access to the file among them.
  public int openFlags() {
    return OpenFlags.O_WRONLY | durability.openFlags() | (direct() ? OpenFlags.O_DIRECT : 0);
  }

  /// Whether it goes past the page cache.
  public boolean direct() {
    return access == Access.DIRECT;
  }
}
