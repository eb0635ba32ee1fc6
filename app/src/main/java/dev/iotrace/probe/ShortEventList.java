package dev.iotrace.probe;

import java.util.ArrayList;
import java.util.List;

/// Lets bpftrace find the tracepoints of a script in a list that names no others.
///
/// Before 0.24, bpftrace reads all of tracefs' `available_events` twice for each `args->FIELD`, in
/// each of its ten passes (`SemanticAnalyser::visit` and `ProbeMatcher::get_matches_for_ap`,
/// src/ast/passes/semantic_analyser.cpp and src/probe_matcher.cpp of 0.17): 1,653 times for
/// `ext4.bt`, 62 kB each, which was 0.55 of the 0.7 seconds that it took to start. So it gets a
/// mount namespace of its own (mount_namespaces(7)), where a short list lies on the long one. The
/// namespace goes with the process. Where it cannot be had, bpftrace starts as ever.
final class ShortEventList {
  private static final String SHELL = "/bin/sh";

  /// `$1` is the list, the command follows. Nothing that is mounted or unmounted here is seen
  /// outside.
  ///
  /// A namespace holds what is mounted in it, though somebody unmounts it elsewhere, unless its
  /// mounts are slaves of shared ones. For hosts that share none, the scratch file systems of all
  /// runs go here, and nothing else: umount(2) of a root does not unmount it, but makes its file
  /// system read-only, for everybody (`do_umount_root`, fs/namespace.c). One that holds the command
  /// is in use by the shell, and stays. umount(8) gets neither helpers nor its table: they would
  /// act beyond the namespace.
  private static final String INSIDE =
      """
      events=$1
      shift
      exec 3<"$1"
      {
        while read -r _ _ _ _ point _; do
          case $point in */iotrace-*/mnt) umount -i -n "$point" ;; esac
        done </proc/self/mountinfo
        if mount -n -t tmpfs iotrace /tmp; then
          for tracing in /sys/kernel/tracing /sys/kernel/debug/tracing; do
            [ -e "$tracing/available_events" ] || continue
            for event in $events; do
              [ ! -e "$tracing/events/${event%:*}/${event#*:}" ] || echo "$event"
            done >/tmp/events
            mount -n --bind /tmp/events "$tracing/available_events"
          done
          umount -n -l /tmp
        fi
      } >/dev/null 2>&1
      exec 3<&-
      exec "$@"
      """;

  /// unshare(1) makes the mounts of the new namespace slaves before it runs anything.
  private static final String OUTSIDE =
      """
      inside=$1
      shift
      if unshare -m --propagation slave true 2>/dev/null; then
        exec unshare -m --propagation slave /bin/sh -c "$inside" sh "$@"
      fi
      shift
      exec "$@"
      """;

  private ShortEventList() {}

  /// The command that starts that one so; its first word is a file's path.
  static List<String> before(List<String> command, ProbeScript script) {
    List<String> events = Tracepoints.used(script);
    if (events.isEmpty()) {
      return command;
    }
    List<String> whole =
        new ArrayList<>(List.of(SHELL, "-c", OUTSIDE, "sh", INSIDE, String.join(" ", events)));
    whole.addAll(command);
    return whole;
  }
}
