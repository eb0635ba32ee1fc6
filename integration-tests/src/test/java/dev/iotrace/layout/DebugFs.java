package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// debugfs(8) of e2fsprogs, which reads images by code that is not ours.
record DebugFs(Path image) {
  /// Less than the kernel's limit of one argument, 128 KiB, in numbers of eight digits.
  private static final int NUMBERS_PER_REQUEST = 12_000;

  private static final Pattern TWO_NUMBERS = Pattern.compile("(?m)^(\\d+)\\t(\\d+)$");
  private static final Pattern NUMBER_AND_PATH = Pattern.compile("(?m)^(\\d+)\\t(/.*)$");
  private static final Pattern IN_USE = Pattern.compile("(?m)^Block (\\d+) marked in use$");

  private static final Pattern BLOCKS =
      Pattern.compile(
          "\\((?:(\\d+)(?:-\\d+)?(\\[u\\])?|([A-Z]+\\d*))\\):(\\d+)(?:-(\\d+))?(?=,|\\s|$)");

  /// A block of an inode: of data where `index` is not negative, else one that leads to others.
  record Use(long index, boolean written) {}

  String request(String text) throws IOException, InterruptedException {
    return RealKernel.run("debugfs", "-R", text, image.toString());
  }

  /// Runs commands that change the image.
  void write(String... commands) throws IOException, InterruptedException {
    Path file = Files.createTempFile("debugfs", ".txt");
    Files.write(file, List.of(commands));
    RealKernel.run("debugfs", "-w", "-f", file.toString(), image.toString());
    Files.delete(file);
  }

  /// Which inode has each block; of those that one has.
  Map<Long, Long> icheck(Collection<Long> blocks) throws IOException, InterruptedException {
    Map<Long, Long> owners = new HashMap<>();
    for (String part : parts(blocks)) {
      TWO_NUMBERS
          .matcher(request("icheck " + part))
          .results()
          .forEach(line -> owners.put(number(line, 1), number(line, 2)));
    }
    return owners;
  }

  /// All paths of each inode.
  Map<Long, Set<String>> ncheck(Collection<Long> inodes) throws IOException, InterruptedException {
    Map<Long, Set<String>> paths = new HashMap<>();
    for (String part : parts(inodes)) {
      NUMBER_AND_PATH
          .matcher(request("ncheck " + part))
          .results()
          .forEach(
              line ->
                  paths
                      .computeIfAbsent(number(line, 1), _ -> new TreeSet<>())
                      .add(line.group(2).replace("//", "/")));
    }
    return paths;
  }

  /// The blocks that the bitmap says are in use.
  ///
  /// @param first not 0, which it refuses
  Set<Long> testb(long first, long count) throws IOException, InterruptedException {
    String text = request("testb " + first + " " + count);
    assertThat(text.lines().filter(line -> line.startsWith("Block ")))
        .hasSize(Math.toIntExact(count));
    return IN_USE
        .matcher(text)
        .results()
        .map(line -> number(line, 1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// What `stat` prints of each inode.
  Map<Long, String> stat(Collection<Long> inodes) throws IOException, InterruptedException {
    Path commands = Files.createTempFile("debugfs", ".txt");
    Files.write(commands, inodes.stream().map(inode -> "stat <" + inode + ">").toList());
    String all = RealKernel.run("debugfs", "-f", commands.toString(), image.toString());
    Files.delete(commands);
    Map<Long, String> texts = new HashMap<>();
    for (String text : all.split("(?m)^(?=Inode: )")) {
      if (text.startsWith("Inode: ")) {
        texts.put(Long.parseLong(text.substring(7).split("\\s+")[0]), text);
      }
    }
    return texts;
  }

  /// The blocks of an inode, from what `stat` prints of it.
  static Map<Long, Use> blocks(String stat) {
    Map<Long, Use> uses = new HashMap<>();
    int list = Math.max(stat.indexOf("\nBLOCKS:"), stat.indexOf("\nEXTENTS:"));
    if (list < 0) {
      return uses;
    }
    for (MatchResult run : BLOCKS.matcher(stat.substring(list)).results().toList()) {
      long first = number(run, 4);
      long last = run.group(5) == null ? first : number(run, 5);
      for (long block = first; block <= last; block++) {
        boolean data = run.group(1) != null;
        long index = data ? number(run, 1) + block - first : -1;
        uses.put(block, new Use(index, run.group(2) == null));
      }
    }
    return uses;
  }

  private static long number(MatchResult match, int group) {
    return Long.parseLong(match.group(group));
  }

  private static List<String> parts(Collection<Long> numbers) {
    List<Long> all = new ArrayList<>(numbers);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += NUMBERS_PER_REQUEST) {
      parts.add(
          all.subList(i, Math.min(i + NUMBERS_PER_REQUEST, all.size())).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" ")));
    }
    return parts;
  }
}
