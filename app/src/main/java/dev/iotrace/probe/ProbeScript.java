package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A bpftrace script that comes with the program. Its text is fixed; parameters are positional.
record ProbeScript(String name, String text) {
  private static final String FOLDER = "/probes/bpftrace/";

  /// The script of that file name.
  static ProbeScript named(String name) {
    try (InputStream in = ProbeScript.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + FOLDER + name);
      }
      return new ProbeScript(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
