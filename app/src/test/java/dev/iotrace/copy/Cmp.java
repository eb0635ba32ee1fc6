package dev.iotrace.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// cmp(1): what two files are to somebody else.
final class Cmp {
  private Cmp() {}

  /// What it says; nothing when they are equal.
  static String of(Path one, Path other, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cmp"));
    command.addAll(List.of(options));
    command.addAll(List.of(one.toString(), other.toString()));
    Process cmp = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(cmp.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + (cmp.waitFor() == 0 ? "" : "differ");
  }
}
