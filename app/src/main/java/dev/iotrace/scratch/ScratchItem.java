package dev.iotrace.scratch;

import java.util.ArrayList;
import java.util.List;

/// One of several scratch file systems.
///
///     ITEM[,ITEM...]    with ITEM: TYPE, or TYPE[OPTIONS]
///
/// OPTIONS are those of [ScratchSpec], without the comma before them: `ext4[mount=data=journal]`.
/// Between brackets, which may be nested, and between double quotes a comma ends no item.
///
/// @param text as the user wrote it
public record ScratchItem(String text, ScratchSpec spec) {
  /// Reads a list, which has at least one item.
  ///
  /// @throws ScratchRefused when it does not follow the grammar
  public static List<ScratchItem> parseList(String list) {
    return cut(list).stream().map(item -> parse(list, item)).toList();
  }

  private static ScratchItem parse(String list, String item) {
    int bracket = item.indexOf('[');
    String type = bracket < 0 ? item : item.substring(0, bracket);
    if (ScratchType.of(type).isEmpty()) {
      throw wrong(list, "no such type: " + type);
    }
    if (bracket < 0) {
      return new ScratchItem(item, ScratchSpec.parse(item));
    }
    if (item.charAt(item.length() - 1) != ']') {
      throw wrong(list, "something follows the bracket in " + item);
    }
    String options = item.substring(bracket + 1, item.length() - 1);
    if (options.isBlank()) {
      throw wrong(list, "nothing stands between the brackets of " + item);
    }
    try {
      return new ScratchItem(item, ScratchSpec.parse(type + "," + options));
    } catch (ScratchRefused e) {
      throw wrong(list, e.why());
    }
  }

  /// The items, as they stand between the commas that count.
  private static List<String> cut(String list) {
    List<String> items = new ArrayList<>();
    boolean quoted = false;
    int depth = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      quoted ^= c == Quoted.QUOTE;
      if (quoted) {
        continue;
      }
      depth += c == '[' ? 1 : 0;
      depth -= c == ']' ? 1 : 0;
      if (depth < 0) {
        throw wrong(list, "a bracket closes that was not opened");
      }
      if (c == ',' && depth == 0) {
        items.add(list.substring(start, i));
        start = i + 1;
      }
    }
    if (quoted || depth > 0) {
      throw wrong(list, quoted ? "a double quote is not closed" : "a bracket is not closed");
    }
    items.add(list.substring(start));
    return items;
  }

  private static ScratchRefused wrong(String list, String why) {
    return ScratchRefused.usage(
        "cannot read --scratch " + list,
        why,
        "write TYPE or TYPE[OPTIONS], separated by commas: ext4,ext4[mount=data=journal],xfs");
  }
}
