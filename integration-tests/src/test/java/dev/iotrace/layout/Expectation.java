package dev.iotrace.layout;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What e2fsprogs says of each block, in one line.
///
/// @param texts what is known already
record Expectation(Map<Long, String> texts) {
  private static final Pattern TYPE = Pattern.compile("Type: (\\S+)");
  private static final Pattern FLAGS = Pattern.compile("Flags: 0x([0-9a-f]+)");
  private static final long EA_INODE = 0x200000;
  private static final long JOURNAL = 8;

  static Expectation of(DebugFs debugFs, DumpE2Fs dump, List<Long> blocks)
      throws IOException, InterruptedException {
    Map<Long, Long> owners = debugFs.icheck(blocks);
    Map<Long, String> stats = debugFs.stat(new HashSet<>(owners.values()));
    Map<Long, Map<Long, DebugFs.Use>> uses = new HashMap<>();
    stats.forEach((inode, stat) -> uses.put(inode, DebugFs.blocks(stat)));
    Set<Long> inUse = debugFs.testb(1, dump.blocks() - 1);
    Map<Long, String> texts = new HashMap<>();
    for (long block : blocks) {
      Long owner = owners.get(block);
      if (dump.groups().containsKey(block)) {
        texts.put(block, dump.groups().get(block));
      } else if (owner != null) {
        texts.put(
            block,
            owned(
                owner, stats.getOrDefault(owner, ""), used(uses, owner, block), dump.blockBytes()));
      } else if (block == 0) {
        texts.put(block, "boot"); // testb does not know it.
      } else {
        texts.put(block, inUse.contains(block) ? "unclaimed" : "free");
      }
    }
    dump.orphanInode()
        .ifPresent(
            inode ->
                texts.replaceAll(
                    (_, text) ->
                        text.replace("file_data <" + inode + ">", "orphan_file <" + inode + ">")));
    return new Expectation(texts);
  }

  String at(long block) {
    return String.valueOf(texts.get(block));
  }

  private static String owned(
      long inode, String stat, Optional<DebugFs.Use> known, int blockBytes) {
    String owner = " <" + inode + ">";
    if (known.isEmpty()) {
      return "xattr" + owner;
    }
    DebugFs.Use use = known.get();
    if (use.index() < 0) {
      return "extent_tree" + owner;
    }
    String place = owner + " at " + use.index() * blockBytes + (use.written() ? "" : " unwritten");
    if (inode == JOURNAL) {
      return "journal" + place;
    }
    if (first(TYPE, stat).equals("directory")) {
      return "directory" + place;
    }
    boolean attribute = (Long.parseLong(first(FLAGS, stat), 16) & EA_INODE) != 0;
    return (attribute ? "xattr" : "file_data") + place;
  }

  private static Optional<DebugFs.Use> used(
      Map<Long, Map<Long, DebugFs.Use>> uses, long inode, long block) {
    return Optional.ofNullable(uses.getOrDefault(inode, Map.of()).get(block));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
