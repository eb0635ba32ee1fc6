package dev.iotrace.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/// `./check matrix`: every kernel with every disk, as a table on stdout and in docs/matrix.md.
final class Matrix {
  static final Path PAGE = Path.of(System.getProperty("iotrace.root"), "docs/matrix.md");

  /// Each has two CPUs.
  private static final int MOST_AT_ONCE =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private Matrix() {}

  /// @param args a directory for what the machines leave, then suites (`trixie`) and cells
  ///   (`scsi-partition`); all of them when none is named. The page keeps the rows of the others
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    Set<String> words = new LinkedHashSet<>(List.of(args).subList(1, args.length));
    List<Suite> suites = named(words, List.of(Suite.values()), Suite::word);
    List<Cell> cells = named(words, Cell.ALL, Cell::word);
    if (!words.isEmpty()) {
      System.err.println("neither a suite nor a cell such as scsi-partition: " + words);
      System.exit(2);
    }
    System.out.println(MatrixRow.HEAD);
    List<MatrixRow> tried = tryAll(suites, cells, work);
    List<String> page = new ArrayList<>(head());
    for (Suite suite : Suite.values()) {
      for (Cell cell : Cell.ALL) {
        tried.stream()
            .filter(row -> row.isOf(suite, cell))
            .findFirst()
            .map(row -> Optional.of(row.toString()))
            .orElse(old(suite, cell))
            .ifPresent(page::add);
      }
    }
    Files.write(PAGE, page);
    System.exit(tried.stream().allMatch(MatrixRow::good) ? 0 : 1);
  }

  /// Those whose words are there, which are then taken away; all when none is.
  private static <T> List<T> named(Set<String> words, List<T> all, Function<T, String> word) {
    List<T> named = all.stream().filter(each -> words.remove(word.apply(each))).toList();
    return named.isEmpty() ? all : named;
  }

  private static List<MatrixRow> tryAll(List<Suite> suites, List<Cell> cells, Path work)
      throws Exception {
    List<MatrixRow> tried = new ArrayList<>();
    try (ExecutorService machines = Executors.newFixedThreadPool(MOST_AT_ONCE)) {
      List<Future<List<MatrixRow>>> results = new ArrayList<>();
      for (Suite suite : suites) {
        Path ofSuite = Files.createDirectory(work.resolve(suite.word()));
        results.add(machines.submit(() -> rows(new Plan(suite, cells), ofSuite)));
      }
      for (Future<List<MatrixRow>> result : results) {
        result.get().forEach(System.out::println);
        tried.addAll(result.get());
      }
    }
    return tried;
  }

  /// That row of the page.
  static Optional<String> old(Suite suite, Cell cell) throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .filter(line -> line.startsWith("| " + suite.title() + ", "))
          .filter(line -> line.contains("| " + cell.words() + " |"))
          .findFirst();
    }
  }

  private static List<MatrixRow> rows(Plan plan, Path work) throws InterruptedException {
    List<MatrixRow> rows = new ArrayList<>();
    try {
      Outcome outcome = Machine.of(plan.suite()).run(plan, work);
      for (Cell cell : plan.cells()) {
        rows.add(MatrixRow.of(outcome, cell, plan.experiments(cell)));
      }
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      plan.cells().forEach(cell -> rows.add(MatrixRow.without(plan.suite(), cell, why)));
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
