package dev.iotrace.correlate;

import dev.iotrace.event.CallEntered;
import dev.iotrace.event.FileOfSubvolume;

/// A call that has just begun is on that file, not on its namesake of the target's subvolume.
final class Relocation {
  private Relocation() {}

  static void of(FileOfSubvolume file, Task task, Calls calls) {
    CallEntered active = task.active();
    if (active != null && active.inode() == file.number()) {
      task.relocate(file.inode());
      LogicalWrite write = task.writing();
      if (write != null) {
        move(write, file.inode(), calls);
      }
    }
  }

  private static void move(LogicalWrite write, long inode, Calls calls) {
    TracedFile meant = calls.file(write.call().inode());
    meant.wrote(write, 0, false);
    calls.unsynced().remove(write);
    write.announce(write.call().onInode(inode), write.processId(), false);
    write.release(); // held since it was announced first
    calls.unsynced().add(write);
    if (calls.openIn(meant.inode()).isEmpty()) {
      meant.untouch();
    }
    calls.file(inode).touch();
    calls.file(inode).begin(write);
  }
}
