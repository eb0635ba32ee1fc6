package dev.iotrace.filesystem;

import java.util.ArrayList;
import java.util.List;

/// How much can be said about writes to a target.
///
/// @param causes whether each request can be traced to its cause; if not, block totals are all
/// @param notes what a person should know, one sentence each
public record Support(boolean causes, List<String> notes) {
  /// Takes a copy of the notes.
  public Support {
    notes = List.copyOf(notes);
  }

  Support with(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Support(causes, more);
  }
}
