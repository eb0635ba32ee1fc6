package dev.iotrace.safety;

import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What has to be known to read the tables.
final class SafetyNotes {
  private SafetyNotes() {}

  static List<String> of(SafetyReport report) {
    List<String> notes = new ArrayList<>();
    notes.add("safe: when fsync has returned. Neither a write nor close promises anything.");
    notes.add(
        "O_DIRECT without a sync: bytes are in the device, "
            + (report.target().device().writeCache()
                ? "but perhaps in its volatile cache, which a power cut empties"
                : "which says that no power cut empties its cache")
            + "; where they stand, and the size of the file, is in memory until the sync.");
    notes.add(
        report.runs().stream().allMatch(run -> run.loan() == null)
            ? "kernel threads cannot be seen from here, a PID namespace of its own: what they took"
                + " is not known."
            : "CPU in ms. in fsync: the part of user and system. file system: kernel threads that"
                + " name it. shared: those that name no device (kblockd, ksoftirqd, kswapd, workers"
                + " that changed their work between two looks); it cannot be told for whom they"
                + " worked. quiet: what those took before the run, in a time as long: other work.");
    if (report.target().device().name().startsWith("loop")) {
      notes.add(
          "loop: the loop device's own workers, which stand for a disk. What it has written may be"
              + " in memory until a flush, and what its image costs the disk below is not"
              + " counted.");
    }
    notes.add(
        report.plan().memoryScope().equals(PressureGauge.MACHINE)
            ? "memory: of the whole machine, by /proc/meminfo, others' and the image of a loop"
                + " device's included, for bdi in debugfs cannot be read."
            : "memory: of this backing device alone, by bdi in debugfs.");
    long largest = Collections.max(report.plan().sizesBytes());
    if (report.target().fileSystem().type().equals("ext4")
        && report.plan().roomBytes() < 2 * largest) {
      notes.add(
          "little room: ext4 begins to write out at once when half of its free blocks are dirty,"
              + " and there was room for "
              + Words.count(report.plan().roomBytes(), "byte")
              + " only; buffered writes may have waited for that.");
    }
    long strange = report.runs().stream().mapToLong(run -> run.background().deviceBytes()).sum();
    if (strange > 0) {
      notes.add(
          "others wrote to the device: "
              + Words.count(strange, "byte")
              + " in the quiet seconds before the runs.");
    }
    return notes;
  }
}
