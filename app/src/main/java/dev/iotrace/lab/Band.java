package dev.iotrace.lab;

import dev.iotrace.report.SafeText;
import dev.iotrace.report.Words;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a figure is known to be on the kernels where it was measured, between two bounds because a
/// kernel is free in some of it: which metadata share a block, say. Of other kernels nothing is
/// known, and that is what they are told.
///
/// @param what the figure in words
/// @param noun what is counted
/// @param found what this run gave
record Band(String what, String noun, long found, long least, long most) {
  /// Where all bands were measured: blocks of 4 KiB, a loop device with a cache and without FUA.
  private static final List<String> KERNELS = List.of("6.18");

  private static final Pattern SERIES = Pattern.compile("\\d+\\.\\d+");

  Band {
    if (least > most) {
      throw new IllegalArgumentException(what + ": " + least + " > " + most);
    }
  }

  private boolean holds() {
    return least <= found && found <= most;
  }

  /// @param kernel that of the report
  String sentence(String kernel) {
    String known =
        String.join(", ", KERNELS)
            + " "
            + what
            + " was "
            + (least == most ? "" : Words.number(least) + " to ")
            + Words.count(most, noun);
    String here = "here, on " + SafeText.of(kernel) + ", it was " + Words.number(found);
    if (!isKnown(kernel)) {
      return "No band is known for this kernel: " + here + ". On Linux " + known + ".";
    }
    return "On Linux "
        + known
        + "; "
        + here
        + (holds() ? ": as expected." : ": NOT as expected. Find out why!");
  }

  private static boolean isKnown(String kernel) {
    Matcher series = SERIES.matcher(kernel);
    return series.lookingAt() && KERNELS.contains(series.group());
  }
}
