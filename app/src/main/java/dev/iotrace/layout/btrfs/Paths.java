package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.INODE_EXTREF;
import static dev.iotrace.layout.btrfs.Key.Type.INODE_REF;
import static dev.iotrace.layout.btrfs.Key.Type.ROOT_BACKREF;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From inodes to one path of each: an inode tells its directories, a subvolume where it is mounted
/// into another one. Paths begin at the subvolume of number 5, which holds all others.
final class Paths {
  private static final int KEPT = 1 << 14;

  /// `PATH_MAX` (include/uapi/linux/limits.h).
  private static final int LONGEST_PATH = 4096;

  private static final int REF_HEAD_BYTES = 10;
  private static final int WIDE_REF_HEAD_BYTES = 18;

  private final Roots roots;
  private final LogTrees logs;
  private final Map<Inode, Optional<String>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Inode, Optional<String>> eldest) {
          return size() > KEPT;
        }
      };

  private record Inode(long tree, long number) {}

  /// A name in a directory.
  private record Name(Inode directory, String text) {}

  Paths(Roots roots, LogTrees logs) {
    this.roots = roots;
    this.logs = logs;
  }

  /// A path of an inode; null when it has none, or it cannot be read.
  @Nullable String of(long tree, long inode) {
    return path(new Inode(tree, inode), 0).orElse(null);
  }

  private Optional<String> path(Inode inode, int depth) {
    Optional<String> known = kept.get(inode);
    if (known == null) {
      known = look(inode, depth);
      kept.put(inode, known);
    }
    return known;
  }

  private Optional<String> look(Inode inode, int depth) {
    boolean isRoot = inode.number() == TreeNames.FIRST_FREE;
    if (isRoot && inode.tree() == TreeNames.FS) {
      return Optional.of("/");
    }
    // A path has two bytes for each step, at least.
    if (!TreeNames.isSubvolume(inode.tree()) || depth > LONGEST_PATH / 2) {
      return Optional.empty();
    }
    try {
      Optional<Name> name = isRoot ? subvolume(inode.tree()) : name(inode);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      String text = name.get().text();
      return path(name.get().directory(), depth + 1)
          .map(parent -> parent.endsWith("/") ? parent + text : parent + "/" + text)
          .filter(path -> path.length() < LONGEST_PATH);
    } catch (Damaged unreadable) {
      return Optional.empty();
    }
  }

  /// `struct btrfs_root_ref`: directory, sequence, length of the name, name.
  private Optional<Name> subvolume(long tree) throws Damaged {
    Optional<Tree.Item> item = roots.tree().floor(new Key(tree, ROOT_BACKREF, -1));
    if (item.isEmpty() || !is(item.get().key(), tree, ROOT_BACKREF)) {
      return Optional.empty();
    }
    ByteBuffer raw = item.get().leaf().item(item.get().index(), WIDE_REF_HEAD_BYTES);
    Inode directory = new Inode(item.get().key().offset(), raw.getLong(0));
    return Optional.of(new Name(directory, text(raw, WIDE_REF_HEAD_BYTES)));
  }

  /// `struct btrfs_inode_ref`: index, length of the name, name; `struct btrfs_inode_extref`, for
  /// those that did not fit, with the directory before.
  private Optional<Name> name(Inode inode) throws Damaged {
    Optional<Tree> tree = roots.of(inode.tree());
    Optional<Name> name = tree.isEmpty() ? Optional.empty() : name(inode, tree.get());
    Optional<Tree> log = logs.of(inode.tree());
    // A new file's name may be in the log only.
    return name.isEmpty() && log.isPresent() ? name(inode, log.get()) : name;
  }

  private static Optional<Name> name(Inode inode, Tree tree) throws Damaged {
    List<Name> first = new ArrayList<>();
    tree.from(
        new Key(inode.number(), INODE_REF, 0),
        (leaf, index) -> {
          name(inode, leaf, index).ifPresent(first::add);
          return false;
        });
    return first.stream().findFirst();
  }

  private static Optional<Name> name(Inode inode, Node leaf, int index) throws Damaged {
    Key key = leaf.key(index);
    if (is(key, inode.number(), INODE_REF)) {
      ByteBuffer raw = leaf.item(index, REF_HEAD_BYTES);
      return Optional.of(
          new Name(new Inode(inode.tree(), key.offset()), text(raw, REF_HEAD_BYTES)));
    }
    if (is(key, inode.number(), INODE_EXTREF)) {
      ByteBuffer raw = leaf.item(index, WIDE_REF_HEAD_BYTES);
      return Optional.of(
          new Name(new Inode(inode.tree(), raw.getLong(0)), text(raw, WIDE_REF_HEAD_BYTES)));
    }
    return Optional.empty();
  }

  private static boolean is(Key key, long objectid, int type) {
    return key.objectid() == objectid && key.type() == type;
  }

  private static String text(ByteBuffer raw, int at) throws Damaged {
    int bytes = Short.toUnsignedInt(raw.getShort(at - Short.BYTES));
    if (at + bytes > raw.limit()) {
      throw new Damaged("a name is longer than its item");
    }
    byte[] name = new byte[bytes];
    raw.get(at, name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
