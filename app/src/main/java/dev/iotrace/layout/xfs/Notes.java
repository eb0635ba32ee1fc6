package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the reader must know to believe the answers. Of what is damaged a few are named: the rest
/// is still worth something, and on a mounted device things change while they are read.
final class Notes {
  private static final int MOST_DAMAGED = 3;

  private final Set<String> others = new LinkedHashSet<>();
  private final Set<String> damaged = new LinkedHashSet<>();

  void add(String note) {
    others.add(note);
  }

  void damagedGroup(long number, Damaged why) {
    addDamaged("group " + number + " is damaged: " + why.what());
  }

  void damagedInode(long number, Damaged why) {
    addDamaged("inode " + number + " is damaged: " + why.what());
  }

  private void addDamaged(String note) {
    if (damaged.size() < MOST_DAMAGED) {
      damaged.add(note);
    }
  }

  List<String> all() {
    List<String> all = new ArrayList<>(others);
    all.addAll(damaged);
    return all;
  }
}
