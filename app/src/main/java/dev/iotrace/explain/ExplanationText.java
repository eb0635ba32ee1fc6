package dev.iotrace.explain;

import dev.iotrace.layout.InodeUse;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Explanations for people: a sentence for each.
public final class ExplanationText {
  private ExplanationText() {}

  /// Lines of at most `columns` characters, a title first.
  public static List<String> lines(List<Explanation> explanations, int columns) {
    int sector =
        width("sector", explanations.stream().mapToLong(Explanation::sector).max().orElse(0));
    int block = width("block", explanations.stream().mapToLong(Explanation::block).max().orElse(0));
    String row = "  %" + sector + "s  %" + block + "s  ";
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, row, "sector", "block") + "structure");
    for (Explanation each : explanations) {
      String first = String.format(Locale.ROOT, row, each.sector(), each.block());
      lines.addAll(Prose.wrap(first, sentence(each.structure()), columns));
    }
    return lines;
  }

  private static int width(String title, long largest) {
    return Math.max(title.length(), Long.toString(largest).length());
  }

  private static String sentence(Structure structure) {
    StringBuilder sentence = new StringBuilder(structure.kind().words());
    add(sentence, groupWords(structure), structure.group());
    add(sentence, " of transaction ", structure.transaction());
    add(sentence, ", a copy of block ", structure.homeBlock());
    if (structure.inode() != null && structure.transaction() == null) {
      add(sentence, ", inode ", structure.inode());
    }
    if (structure.path() != null) {
      sentence.append(' ').append(SafeText.of(structure.path()));
    }
    add(sentence, " in subvolume ", structure.subvolume());
    if (structure.transaction() == null) {
      add(sentence, ", at byte ", structure.fileOffset());
    }
    add(sentence, ", logical ", structure.logical());
    if (!structure.detail().isEmpty()) {
      sentence.append(", ").append(SafeText.of(structure.detail()));
    }
    String before = structure.kind() == Kind.TREE_BLOCK ? ", items of: " : ", in use: ";
    for (InodeUse use : structure.inodes()) {
      sentence.append(before).append(use.inode());
      sentence.append(use.path() == null ? "" : " " + SafeText.of(use.path()));
      before = ", ";
    }
    return sentence.toString();
  }

  /// Where there are copies of the same, which one it is; and all that is itself in a group.
  private static String groupWords(Structure structure) {
    return switch (structure.kind()) {
      case SUPERBLOCK, SUPERBLOCK_BACKUP, GROUP_DESCRIPTORS, RESERVED_GDT -> " in group ";
      case RESERVED, TREE_BLOCK, CHUNK_TREE, LOG_TREE, FREE_SPACE_CACHE, PARITY -> " in group ";
      case FILE_DATA, FREE, UNCLAIMED -> " in group ";
      default -> " of group ";
    };
  }

  private static void add(StringBuilder sentence, String words, @Nullable Long number) {
    if (number != null) {
      sentence.append(words).append(number);
    }
  }
}
