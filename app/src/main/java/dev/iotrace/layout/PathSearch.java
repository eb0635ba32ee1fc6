package dev.iotrace.layout;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// From inodes to one path of each, by going through the directories from the root, the shallow
/// ones first. For file systems whose inodes do not tell their directory; so the search ends after
/// 64 MiB of directories: who has more gets no path for some.
public final class PathSearch {
  private static final long MOST_BYTES = 64L << 20;

  /// `PATH_MAX` (include/uapi/linux/limits.h).
  private static final int LONGEST_PATH = 4096;

  private static final int MOST_WAITING = 1 << 18;

  private final Directories directories;
  private final Set<Long> wanted;
  private final Map<Long, String> found = new HashMap<>();
  private final Queue<Step> waiting = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();
  private final Budget budget = new Budget();

  private PathSearch(Directories directories, Set<Long> wanted) {
    this.directories = directories;
    this.wanted = wanted;
  }

  /// How a file system's directories are read.
  public interface Directories {
    /// Shows the entries of a directory, as far as the budget goes; none of another inode.
    ///
    /// @throws Damaged when they cannot be read
    void read(long inode, Budget budget, Entries entries) throws Damaged;
  }

  /// What a directory is made of.
  public interface Entries {
    /// @param mayBeDirectory false when the entry says that it is none
    void entry(long inode, String name, boolean mayBeDirectory);
  }

  /// How much may be read yet.
  public static final class Budget {
    private long left = MOST_BYTES;

    private Budget() {}

    /// In bytes; none are left when it is not positive.
    public long left() {
      return left;
    }

    /// Takes some.
    ///
    /// @return whether they may be read
    public boolean take(long bytes) {
      left -= bytes;
      return left > 0;
    }
  }

  /// A directory to read.
  ///
  /// @param path ends with a slash
  private record Step(long inode, String path) {}

  /// A path for each of the wanted inodes that has one.
  public static Map<Long, String> from(long root, Directories directories, Set<Long> wanted) {
    PathSearch search = new PathSearch(directories, wanted);
    search.run(root);
    return search.found;
  }

  private void run(long root) {
    if (wanted.contains(root)) {
      found.put(root, "/");
    }
    seen.add(root);
    waiting.add(new Step(root, "/"));
    while (found.size() < wanted.size() && budget.left() > 0 && !waiting.isEmpty()) {
      Step step = waiting.remove();
      try {
        directories.read(step.inode(), budget, entriesOf(step));
      } catch (Damaged unreadable) {
        // What is below this directory has no path, then.
        budget.take(1);
      }
    }
  }

  private Entries entriesOf(Step step) {
    return (inode, name, mayBeDirectory) -> {
      if (name.equals(".") || name.equals("..")) {
        return;
      }
      String path = step.path() + name;
      if (wanted.contains(inode)) {
        found.putIfAbsent(inode, path);
      }
      boolean room = path.length() < LONGEST_PATH && waiting.size() < MOST_WAITING;
      if (mayBeDirectory && room && seen.add(inode)) {
        waiting.add(new Step(inode, path + "/"));
      }
    };
  }
}
