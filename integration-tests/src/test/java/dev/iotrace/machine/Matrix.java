package dev.iotrace.machine;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// `./check matrix`: every kernel with every disk, as a table on stdout and in docs/matrix.md.
final class Matrix {
  static final Path PAGE = Path.of(System.getProperty("iotrace.root"), "docs/matrix.md");

  /// Each has two CPUs.
  private static final int MOST_AT_ONCE =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private Matrix() {}

  /// @param args a directory for what the machines leave, then suites; all of them when none is
  ///   named. The page keeps the rows of the others
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    List<Suite> suites =
        args.length == 1
            ? List.of(Suite.values())
            : Stream.of(args).skip(1).map(word -> Suite.valueOf(word.toUpperCase(ROOT))).toList();
    List<String> page = new ArrayList<>(head());
    boolean good = true;
    try (ExecutorService machines = Executors.newFixedThreadPool(MOST_AT_ONCE)) {
      Map<Suite, Future<List<MatrixRow>>> results = new EnumMap<>(Suite.class);
      for (Suite suite : suites) {
        Path ofSuite = Files.createDirectory(work.resolve(suite.word()));
        results.put(suite, machines.submit(() -> rows(suite, ofSuite)));
      }
      System.out.println(MatrixRow.HEAD);
      for (Suite suite : Suite.values()) {
        Future<List<MatrixRow>> result = results.get(suite);
        if (result == null) {
          page.addAll(old(suite));
        } else {
          result.get().forEach(System.out::println);
          result.get().forEach(row -> page.add(row.toString()));
          good &= result.get().stream().allMatch(MatrixRow::good);
        }
      }
    }
    Files.write(PAGE, page);
    System.exit(good ? 0 : 1);
  }

  /// The rows of that suite on the page.
  static List<String> old(Suite suite) throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines.filter(line -> line.startsWith("| " + suite.title() + ", ")).toList();
    }
  }

  private static List<MatrixRow> rows(Suite suite, Path work) throws InterruptedException {
    List<MatrixRow> rows = new ArrayList<>();
    try {
      Outcome outcome = Machine.of(suite).run(new Plan(suite, Cell.ALL), work);
      for (Cell cell : Cell.ALL) {
        rows.add(MatrixRow.of(outcome, cell));
      }
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      Cell.ALL.forEach(cell -> rows.add(MatrixRow.without(suite, cell, why)));
    }
    return rows;
  }

  private static List<String> head() {
    String text =
        """
        # Kernels and disks

        What `sudo ./check matrix` said, in QEMU. In each cell ext4, 4 bytes with fsync, then 23 writes of 4 KiB with an
        fsync after each seventh; on the first cell of a kernel also every way to see calls, and both backends.

        - `closed`: bytes and flushes equal the kernel's own counters, nothing is unattributed, every link is exact or
          ordered, and the report tells the disk's cache as it is. `block totals only`: closed, but causes are unknown.
        - `through` is a SCSI disk without a write cache. `raid1` has a second disk, SCSI with a cache and no FUA.
        - `flushes` are those of the 23 writes and of the settling after them, on all disks.

        """;
    return Stream.concat(text.lines(), MatrixRow.HEAD.lines()).toList();
  }
}
