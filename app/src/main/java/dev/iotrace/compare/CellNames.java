package dev.iotrace.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Names cells by what differs between them.
final class CellNames {
  private final boolean places;
  private final boolean syncs;
  private final boolean flags;

  private CellNames(List<Setting> all) {
    syncs = varies(all, Setting::sync);
    flags = varies(all, Setting::flags);
    places = varies(all, Setting::place) || (!syncs && !flags);
  }

  /// A name for each, in the same order.
  static List<String> of(List<Setting> all) {
    CellNames names = new CellNames(all);
    return all.stream().map(names::name).toList();
  }

  private String name(Setting cell) {
    List<String> parts = new ArrayList<>();
    if (places) {
      parts.add(cell.place());
    }
    if (syncs) {
      parts.add(cell.sync().equals("none") ? "no sync" : cell.sync());
    }
    if (flags && !cell.openFlags().isEmpty()) {
      parts.add(cell.flags());
    }
    return parts.isEmpty() ? "no open flags" : String.join(", ", parts);
  }

  private static boolean varies(List<Setting> all, Function<Setting, String> what) {
    return all.stream().map(what).distinct().count() > 1;
  }
}
