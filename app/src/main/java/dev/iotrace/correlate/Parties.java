package dev.iotrace.correlate;

import java.util.HashSet;
import java.util.Set;

/// Who takes part in a commit, counted so that two reports of it count alike: by the inodes that
/// were changed, and by the threads that changed something else. What the one report calls its own
/// is foreign to the other, one for one, so that their parts never add up to more than the whole.
/// By their writes they could not be counted: a report does not know those of others.
final class Parties {
  private Set<Long> own = Set.of();
  private Set<Long> foreign = Set.of();

  /// Whether threads are among the own.
  private boolean ownThreads;

  /// The threads of others that have changed an inode, as keys.
  private Set<Long> named = Set.of();

  /// The thread changed an inode, or something else. The latter does not count beside an inode: of
  /// other threads it is told only when they have changed nothing else in that commit yet.
  ///
  /// @param its whether it is followed, or did so for what followed ones have written
  /// @param inode 0 for something else
  void add(boolean its, long inode, int threadId) {
    long key = inode == 0 ? -threadId : inode;
    if (!its && inode != 0) {
      foreign = with(foreign, key);
      named = with(named, -threadId);
      foreign.remove((long) -threadId);
    } else if (!its) {
      foreign = named.contains(key) ? foreign : with(foreign, key);
    } else if (inode != 0) {
      own = with(own, key);
      if (ownThreads) {
        own.removeIf(each -> each < 0);
        ownThreads = false;
      }
    } else if (own.stream().allMatch(each -> each < 0)) {
      addOwn(key);
    }
  }

  /// The same, where each change is told of all threads.
  void addEach(boolean its, long inode, int threadId) {
    long key = inode == 0 ? -threadId : inode;
    if (its) {
      addOwn(key);
    } else {
      foreign = with(foreign, key);
    }
  }

  void addAll(Parties more) {
    for (long each : more.own) {
      addOwn(each);
    }
    for (long each : more.foreign) {
      foreign = with(foreign, each);
    }
    for (long each : more.named) {
      named = with(named, each);
    }
    if (!named.isEmpty()) {
      foreign.removeAll(named);
    }
  }

  private void addOwn(long key) {
    own = with(own, key);
    ownThreads |= key < 0;
  }

  private static Set<Long> with(Set<Long> some, long key) {
    Set<Long> more = some.isEmpty() ? new HashSet<>(2) : some;
    more.add(key);
    return more;
  }

  /// Whether they were counted at all.
  boolean known() {
    return !own.isEmpty() || !foreign.isEmpty();
  }

  /// How many of the first `bytes` bytes are for those that are followed, all together. What cannot
  /// be shared equally is not theirs.
  long ownOf(long bytes) {
    int all = own.size() + foreign.size();
    return bytes / all * own.size() + bytes % all * own.size() / all;
  }
}
