package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A file of the probes, which come with the program. Its text is fixed; parameters are positional.
record ProbeScript(String name, String text) {
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
