package dev.iotrace.lab;

import dev.iotrace.report.SafeText;
import dev.iotrace.report.Words;

/// What a figure is known to be on a kernel where it was measured, between two bounds because the
/// kernel is free in some of it: which metadata share a block, say.
///
/// @param what the figure in words
/// @param noun what is counted
/// @param found what this run gave
record Band(String what, String noun, long found, long least, long most) {
  /// Where the bands were measured: blocks of 4 KiB, a loop device with a cache and without FUA.
  private static final String KERNEL = "6.18";

  Band {
    if (least > most) {
      throw new IllegalArgumentException(what + ": " + least + " > " + most);
    }
  }

  boolean holds() {
    return least <= found && found <= most;
  }

  /// @param kernel that of the report
  String sentence(String kernel) {
    String known =
        "On Linux "
            + KERNEL
            + " "
            + what
            + (least == most
                ? " was " + Words.count(most, noun)
                : " was " + Words.number(least) + " to " + Words.count(most, noun));
    String here = "; here, on " + SafeText.of(kernel) + ", it was " + Words.number(found);
    return known + here + (holds() ? ": as expected." : ": NOT as expected. Find out why!");
  }
}
