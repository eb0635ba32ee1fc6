package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tree, searched by key. Each child has to begin with its pointer's key and to end before the
/// next one's, so that no pointer that leads astray can make a walk longer than what is really
/// there.
record Tree(Nodes nodes, Superblock.Root root) {
  /// What a walk meets.
  interface Visitor {
    /// @return whether to go on
    boolean item(Node leaf, int index) throws Damaged;
  }

  /// An item of a leaf.
  record Item(Node leaf, int index) {
    Key key() {
      return leaf.key(index);
    }
  }

  /// Visits items in their order.
  ///
  /// @param first those before it are left out
  void from(Key first, Visitor visitor) throws Damaged {
    walk(top(), null, first, visitor);
  }

  private boolean walk(Node node, @Nullable Key end, Key first, Visitor visitor) throws Damaged {
    int start = node.floor(first);
    if (node.level() == 0) {
      boolean exact = start >= 0 && node.key(start).equals(first);
      for (int i = exact ? start : start + 1; i < node.count(); i++) {
        if (!visitor.item(node, i)) {
          return false;
        }
      }
      return true;
    }
    for (int i = Math.max(0, start); i < node.count(); i++) {
      if (!walk(child(node, i, end), end(node, i, end), first, visitor)) {
        return false;
      }
    }
    return true;
  }

  /// The item with that key, or the last one before it.
  Optional<Item> floor(Key key) throws Damaged {
    List<Node> path = path(key, 0);
    Node leaf = path.getLast();
    int index = leaf.level() == 0 ? leaf.floor(key) : -1;
    return index < 0 ? Optional.empty() : Optional.of(new Item(leaf, index));
  }

  /// The item with that key.
  Optional<Item> get(Key key) throws Damaged {
    return floor(key).filter(item -> item.key().equals(key));
  }

  /// The tree blocks on the way to a key, the root first.
  ///
  /// @param level of the last one; it may end above when there is nothing below
  List<Node> path(Key key, int level) throws Damaged {
    List<Node> path = new ArrayList<>();
    Node node = top();
    Key end = null;
    path.add(node);
    while (node.level() > level) {
      int index = node.floor(key);
      if (index < 0) {
        break;
      }
      Node child = child(node, index, end);
      end = end(node, index, end);
      node = child;
      path.add(node);
    }
    return path;
  }

  private Node top() throws Damaged {
    return nodes.at(root.logical(), root.level(), root.generation());
  }

  private static @Nullable Key end(Node parent, int index, @Nullable Key end) {
    return index + 1 < parent.count() ? parent.key(index + 1) : end;
  }

  private Node child(Node parent, int index, @Nullable Key parentEnd) throws Damaged {
    Node child = nodes.at(parent.child(index), parent.level() - 1, parent.childGeneration(index));
    Key end = end(parent, index, parentEnd);
    boolean fits =
        child.count() > 0
            && child.key(0).equals(parent.key(index))
            && (end == null || child.key(child.count() - 1).compareTo(end) < 0);
    if (!fits) {
      throw new Damaged(child + " is not what " + parent + " leads to");
    }
    return child;
  }
}
