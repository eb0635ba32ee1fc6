package dev.iotrace.watch;

import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SumsRead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What `ext4-watch.bt` or `xfs-watch.bt` prints at once, by its meaning.
///
/// @param endNs when it ended, in kernel time
/// @param written calls and their bytes
/// @param syncs calls
/// @param handles what joined the journal: blocks on ext4, items on XFS
/// @param waiting of the handles, those that no write to the journal has taken yet, where the probe
///   tells
/// @param full whether a map had no room left, so that some is missing
record Round(
    long endNs,
    Map<Writer, Packed> written,
    Map<Writer, Long> syncs,
    Map<Writer, Long> handles,
    Waiting waiting,
    List<Bios> bios,
    List<Requests> issues,
    List<Requests> requeued,
    boolean full) {
  /// As many keys as a map of bpftrace has room for here.
  static final int MOST_KEYS = 16_384;

  /// What a thread was in the middle of when it submitted a bio: the script's numbers.
  enum Context {
    NONE,
    PAGES,
    JOURNAL,
    DIRECT,
    SYNC,
    ELSEWHERE
  }

  /// Bios of one kind.
  record Bios(Context context, Writer writer, Rwbs rwbs, Packed sum) {
    /// Bytes that the disk will count as written.
    long bytes() {
      return rwbs.isWrite() ? sum.bytes() : 0;
    }

    /// Those that ask the device to flush its cache, before or after.
    long flushing() {
      return rwbs.preflush() || rwbs.fua() ? sum.count() : 0;
    }
  }

  /// Requests of one kind.
  record Requests(Rwbs rwbs, Packed sum) {
    long bytes() {
      return rwbs.isWrite() ? sum.bytes() : 0;
    }

    long flushes() {
      return rwbs.isFlush() ? sum.count() : 0;
    }
  }

  /// What joined the journal of XFS and was not taken by a write to it until the end of the round.
  ///
  /// @param told whether the probe tells
  /// @param taken writes to the journal have taken what joined before so many pushes had begun
  /// @param latest how many had when the last of these joined
  record Waiting(boolean told, long taken, long latest, Map<Writer, Long> counts) {
    private static final String TAKEN = "taken";

    long count(Writer writer) {
      return counts.getOrDefault(writer, 0L);
    }

    /// The upper half of a value is how many pushes had begun, the lower half the count.
    private static Waiting of(SumsRead read) {
      long taken = map(read, TAKEN).getOrDefault("", 0L);
      long latest = 0;
      Map<Writer, Long> counts = new HashMap<>();
      for (Map.Entry<Writer, Long> each : byWriter(read, "open", it -> it).entrySet()) {
        long pushes = each.getValue() >>> Integer.SIZE;
        if (pushes >= taken) {
          counts.put(each.getKey(), Integer.toUnsignedLong(each.getValue().intValue()));
          latest = Math.max(latest, pushes);
        }
      }
      return new Waiting(read.maps().containsKey(TAKEN), taken, latest, counts);
    }
  }

  /// @throws IllegalArgumentException when it is not what that script prints
  static Round of(SumsRead read) {
    boolean full = read.maps().values().stream().anyMatch(it -> it.size() >= MOST_KEYS);
    List<Bios> bios = new ArrayList<>();
    map(read, "bios").forEach((key, value) -> bios.add(bios(key, value)));
    return new Round(
        read.timeNs(),
        byWriter(read, "written", Packed::of),
        byWriter(read, "syncs", it -> it),
        byWriter(read, "handles", it -> it),
        Waiting.of(read),
        bios,
        requests(read, "issues"),
        requests(read, "requeued"),
        full);
  }

  private static Map<String, Long> map(SumsRead read, String name) {
    return read.maps().getOrDefault(name, Map.of());
  }

  private static <T> Map<Writer, T> byWriter(
      SumsRead read, String name, Function<Long, T> meaning) {
    Map<Writer, T> values = new HashMap<>();
    map(read, name)
        .forEach((key, value) -> values.put(writer(parts(key, 2), 0, 1), meaning.apply(value)));
    return values;
  }

  private static Bios bios(String key, long value) {
    String[] parts = parts(key, 4);
    Context context = Context.values()[Integer.parseInt(parts[0])];
    return new Bios(context, writer(parts, 2, 1), Rwbs.parse(parts[3]), Packed.of(value));
  }

  private static List<Requests> requests(SumsRead read, String name) {
    List<Requests> requests = new ArrayList<>();
    map(read, name)
        .forEach((key, value) -> requests.add(new Requests(Rwbs.parse(key), Packed.of(value))));
    return requests;
  }

  private static Writer writer(String[] parts, int pid, int inode) {
    return new Writer(Integer.parseUnsignedInt(parts[pid]), Long.parseUnsignedLong(parts[inode]));
  }

  private static String[] parts(String key, int count) {
    String[] parts = key.split(",", -1);
    if (parts.length != count) {
      throw new IllegalArgumentException("not " + count + " parts: " + key);
    }
    return parts;
  }
}
