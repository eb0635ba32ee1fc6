package dev.iotrace.watch;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.SumsRead;
import java.util.Map;
import java.util.Optional;

/// What `ext4-watch.bt` printed on Linux 6.18 under bpftrace 0.17, and rounds in its manner.
final class Recorded {
  static final View.Place PLACE = new View.Place("/mnt/x", "ext4", "loop3");

  static final Names NAMES =
      new Names() {
        @Override
        public String comm(int pid) {
          return "process" + pid;
        }

        @Override
        public Optional<String> path(long inode) {
          return inode == 13 ? Optional.empty() : Optional.of("/mnt/x/file" + inode);
        }
      };

  private Recorded() {}

  /// `dd bs=4099 count=7 conv=fsync` to inode 12, `dd bs=1M count=3` to inode 13, and `dd bs=12288
  /// count=5 oflag=direct` to inode 16 in one second.
  static SumsRead threePrograms() {
    return new SumsRead(
        2_000_000_000L,
        Map.of(
            "written",
            Map.of("382,13", 3298538029056L, "380,12", 7696581423125L, "383,16", 5497558200320L),
            "syncs",
            Map.of("380,12", 1L),
            "handles",
            Map.of("380,12", 1L, "383,0", 2L, "382,0", 4L, "380,0", 5L),
            "bios",
            Map.of(
                "2,0,0,WSM", 8796093054976L,
                "2,0,0,FWFSM", 1099511631872L,
                "3,16,383,WS", 5497558200320L,
                "1,12,0,WS", 1099511660544L),
            "issues",
            Map.of("FF", 2199023255552L, "WSM", 3298534920192L, "WS", 6597069860864L)));
  }

  static SumsRead empty(long ns) {
    return new SumsRead(ns, Map.of());
  }

  static SumsRead round(long ns, String map, Map<String, Long> sums) {
    return new SumsRead(ns, Map.of(map, sums));
  }

  /// A round of `xfs-watch.bt` with 10 KiB for the journal.
  ///
  /// @param taken pushes that had begun when the journal was last written
  static SumsRead xfs(long ns, long taken, Map<String, Long> handles, Map<String, Long> open) {
    Map<String, Long> bios = Map.of("2,0,0,FWFSM", packed(1, 10_240));
    return new SumsRead(
        ns, Map.of("taken", Map.of("", taken), "handles", handles, "open", open, "bios", bios));
  }

  /// So many, and so many bytes, as the script adds them up.
  static long packed(long count, long bytes) {
    return (count << 40) + bytes;
  }

  static Counters counters(long bytes, long flushes) {
    return new Counters(bytes, 0, flushes, 0);
  }
}
