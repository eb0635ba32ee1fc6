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
  /// Takes a copy of the list.
  ProbeScript {
    kept = List.copyOf(kept);
  }

  /// One that prints its lines.
  ProbeScript(String name, String text) {
    this(name, text, List.of());
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
