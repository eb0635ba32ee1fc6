package dev.iotrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// On whose behalf a command runs: who called sudo(8), else whoever runs iotrace.
///
/// @param uid user id, empty when nobody changed it
/// @param gid that user's group id
record Invoker(String uid, String gid) {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final String NUMBER = "\\d{1,10}";
  private static final String BEFORE = "IOTRACE_BEFORE_";
  private static final int PASSWD_FIELDS = 7;

  /// By the variables that sudo sets. What is no number counts as not set.
  static Invoker of(Map<String, String> environment) {
    String uid = environment.getOrDefault("SUDO_UID", "");
    String gid = environment.getOrDefault("SUDO_GID", "");
    return uid.matches(NUMBER) && gid.matches(NUMBER) ? new Invoker(uid, gid) : new Invoker("", "");
  }

  /// What to put before a command, so that it runs with the rights of that user, with no others and
  /// with all of their groups: setpriv(1).
  ///
  /// @throws OptionRefused when that cannot be done here
  List<String> prefix() {
    if (uid.isEmpty()) {
      return List.of();
    }
    if (!Files.isExecutable(SETPRIV)) {
      throw new OptionRefused(
          "cannot run the command as user " + uid,
          SETPRIV + " is missing",
          "install util-linux, or run the command as root by --as-root");
    }
    String groups = passwd().isEmpty() ? "--clear-groups" : "--init-groups";
    return List.of(SETPRIV.toString(), "--reuid=" + uid, "--regid=" + gid, groups, "--");
  }

  /// The variables that a command has otherwise than we, empty for those that it has not: those
  /// that name the user, as that user has them, and those that `./iotrace` sets for the JVM, as
  /// they were.
  ///
  /// @param ours the variables that we have
  Map<String, String> environment(Map<String, String> ours) {
    Map<String, String> changes = new HashMap<>();
    for (String name : List.of("PATH", "LC_ALL")) {
      String before = ours.get(BEFORE + name);
      if (before != null) {
        changes.put(BEFORE + name, "");
        changes.put(name, before);
      }
    }
    List<String> entry = passwd();
    if (entry.size() >= PASSWD_FIELDS) {
      changes.put("USER", entry.get(0));
      changes.put("LOGNAME", entry.get(0));
      changes.put("HOME", entry.get(5));
      changes.put("SHELL", entry.get(6));
    }
    return changes;
  }

  /// The user's line of passwd(5), field by field; empty when there is none.
  private List<String> passwd() {
    if (uid.isEmpty()) {
      return List.of();
    }
    try {
      Process getent =
          new ProcessBuilder("getent", "passwd", uid)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String line = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return line.isBlank() ? List.of() : new ArrayList<>(List.of(line.strip().split(":", -1)));
    } catch (IOException noGetent) {
      return List.of();
    }
  }
}
