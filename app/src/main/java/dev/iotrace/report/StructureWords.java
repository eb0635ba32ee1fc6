package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts into words what stands where a request went. Names in it are as others chose them: escape
/// them where they go.
final class StructureWords {
  /// Named before the rest is only counted.
  private static final int MOST = 8;

  /// Those of which other groups have copies.
  private static final Set<String> COPIED =
      Set.of("superblock", "superblock_backup", "group_descriptors", "reserved_gdt");

  private StructureWords() {}

  /// All that is known, in one sentence. A journal's blocks have no numbers: the copies name
  /// theirs.
  static String sentence(StructureEntry structure) {
    return number(structure.blocks().getFirst())
        + words(structure.kind())
        + afterKind(structure.blocks());
  }

  /// What is to say beyond the kind of the first block.
  static String detail(List<StructureEntry.Block> blocks) {
    return afterKind(blocks).replaceFirst("^[,;]? ", "");
  }

  private static String afterKind(List<StructureEntry.Block> blocks) {
    StringBuilder detail = new StringBuilder();
    int at = 0;
    for (int named = 0; at < blocks.size() && named < MOST; named++) {
      StructureEntry.Block block = blocks.get(at);
      int copies = copiesFrom(blocks, at);
      if (at == 0) {
        detail.append(phrase(block));
      } else if (copies == 0) {
        detail.append("; ").append(number(block)).append(words(block.kind())).append(phrase(block));
      }
      if (copies > 0) {
        detail.append(at == 0 ? ", " : "; ").append(copies(blocks.subList(at, at + copies)));
      }
      at += Math.max(1, copies);
    }
    if (at < blocks.size()) {
      detail.append("; ").append(Words.count(blocks.size() - at, "more block"));
    }
    return detail.toString();
  }

  private static String number(StructureEntry.Block block) {
    return inJournal(block) ? "" : "block " + block.block() + ": ";
  }

  private static boolean inJournal(StructureEntry.Block block) {
    return block.kind().startsWith("journal_");
  }

  private static int copiesFrom(List<StructureEntry.Block> blocks, int from) {
    int end = from;
    while (end < blocks.size() && blocks.get(end).homeBlock() != null) {
      end++;
    }
    return end - from;
  }

  private static String copies(List<StructureEntry.Block> blocks) {
    List<String> homes = new ArrayList<>();
    for (StructureEntry.Block block : blocks.subList(0, Math.min(MOST, blocks.size()))) {
      String what = block.detail().isEmpty() ? "" : " (" + block.detail() + ")";
      homes.add(block.homeBlock() + what);
    }
    int more = blocks.size() - homes.size();
    return (blocks.size() == 1 ? "a copy of block " : "copies of blocks ")
        + String.join(", ", homes)
        + (more > 0 ? " and " + Words.number(more) + " more" : "");
  }

  /// What follows the kind of a block.
  private static String phrase(StructureEntry.Block block) {
    StringBuilder phrase = new StringBuilder();
    boolean log = inJournal(block);
    boolean copied = COPIED.contains(block.kind());
    add(phrase, copied ? " in group " : " of group ", block.group());
    add(phrase, " of transaction ", block.transaction());
    add(phrase, ", inode ", log ? null : block.inode());
    if (block.path() != null) {
      phrase.append(' ').append(block.path());
    }
    add(phrase, ", at byte ", log ? null : block.fileOffset());
    if (!log && !block.detail().isEmpty()) {
      phrase.append(", ").append(block.detail());
    }
    return phrase.toString();
  }

  private static void add(StringBuilder phrase, String words, @Nullable Long number) {
    if (number != null) {
      phrase.append(words).append(number);
    }
  }

  /// `block bitmap`.
  private static String words(String kind) {
    return kind.replace('_', ' ');
  }
}
