package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.List;

/// What there is to say of the data of files.
final class FileData {
  private final FileOwners owners;
  private final Paths paths;

  FileData(FileOwners owners, Paths paths) {
    this.owners = owners;
    this.paths = paths;
  }

  /// Data at an address in an extent.
  Structure at(Extent extent, long logical) {
    FileOwners.Owners known = owners.of(extent);
    List<FileOwners.Use> uses = known.at(logical);
    if (uses.isEmpty()) {
      return unseen(known);
    }
    FileOwners.Use first = uses.getFirst();
    List<String> words = new ArrayList<>();
    if (uses.size() > 1 || first.shared()) {
      words.add("shared");
    }
    return structure(first.tree(), first.item(), logical, words);
  }

  /// Data that only a log tells of.
  Structure logged(LogTrees.Data data, long logical) {
    return structure(
        data.log(), data.item(), logical, new ArrayList<>(List.of("fsynced, not committed")));
  }

  private Structure structure(long tree, FileExtent item, long logical, List<String> words) {
    if (!item.words().isEmpty()) {
      words.addFirst(item.words());
    }
    if (tree == TreeNames.DATA_RELOC) {
      words.add("on its way to another place");
    }
    Kind kind = tree == TreeNames.ROOT ? Kind.FREE_SPACE_CACHE : Kind.FILE_DATA;
    Structure structure =
        Structure.ofInode(kind, item.inode(), String.join(", ", words))
            .withFileOffset(item.fileOffset(logical))
            .withPath(paths.of(tree, item.inode()));
    return TreeNames.isSubvolume(tree) ? structure.withSubvolume(tree) : structure;
  }

  /// An address that no file was found to show: overwritten, or its files cannot be read.
  private Structure unseen(FileOwners.Owners known) {
    for (Extent.Backref backref : known.unread()) {
      if (backref instanceof Extent.Backref.OfFile file) {
        Structure structure =
            Structure.ofInode(Kind.FILE_DATA, file.inode(), "where in the file cannot be told")
                .withPath(paths.of(file.tree(), file.inode()));
        return TreeNames.isSubvolume(file.tree())
            ? structure.withSubvolume(file.tree())
            : structure;
      }
    }
    if (!known.unread().isEmpty() || known.uses().isEmpty()) {
      return Structure.of(Kind.UNCLAIMED, "allocated, but no file was found that has it");
    }
    FileOwners.Use first = known.uses().getFirst();
    Structure structure =
        Structure.ofInode(
                Kind.UNCLAIMED,
                first.item().inode(),
                "in an extent of it, but overwritten or cut off")
            .withPath(paths.of(first.tree(), first.item().inode()));
    return TreeNames.isSubvolume(first.tree()) ? structure.withSubvolume(first.tree()) : structure;
  }
}
