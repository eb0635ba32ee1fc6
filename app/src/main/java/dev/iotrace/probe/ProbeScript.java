package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file of the probes, which come with the program. Its text is fixed; parameters are positional.
///
/// @param kept what the maps hold where it keeps its lines ([KeptLines]), else empty
record ProbeScript(String name, String text, List<KeptFormat> kept) {
  /// The last clause of a script.
  static final String END = "\nEND {";

  /// Takes a copy of the list.
  ProbeScript {
    kept = List.copyOf(kept);
  }

  /// One that prints its lines.
  ProbeScript(String name, String text) {
    this(name, text, List.of());
  }

  /// The same with the clauses of another script, which use its maps. bpftrace takes one `END`.
  ProbeScript with(ProbeScript part) {
    int end = text.lastIndexOf(END);
    int partEnd = part.text.lastIndexOf(END);
    String cleared = part.text.substring(partEnd + END.length(), part.text.lastIndexOf('}'));
    return new ProbeScript(
        name,
        text.substring(0, end)
            + "\n"
            + part.text.substring(0, partEnd)
            + END
            + cleared
            + text.substring(end + END.length()));
  }

  /// The file of that name in that folder.
  static ProbeScript named(String folder, String name) {
    try (InputStream in = ProbeScript.class.getResourceAsStream(folder + name)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + folder + name);
      }
      return new ProbeScript(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
