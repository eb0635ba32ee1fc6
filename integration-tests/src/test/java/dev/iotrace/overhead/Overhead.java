package dev.iotrace.overhead;

import dev.iotrace.overhead.Tool.Observed;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import dev.iotrace.syscall.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/// `./check overhead`: what looking on costs, as a table on stdout and in docs/overhead.md.
///
/// In each round of a load all tools have their turn, in an order shuffled anew, and nobody has
/// two: what a tool costs is its time by the mean of those two, so that a change of the machine's
/// speed meets both. Each turn has an ext4 of its own.
final class Overhead {
  private static final int DEFAULT_ROUNDS = 3;
  private static final Path LAUNCHER = Path.of("iotrace").toAbsolutePath();
  private static final ScratchSpec SCRATCH = ScratchSpec.parse("ext4,size=1g");

  private final Registry registry;
  private final List<Tool> tools;
  private final Path elsewhere;
  private final int rounds;
  private final Random random;

  private Overhead(Registry registry, Path elsewhere, int rounds, long seed)
      throws IOException, InterruptedException {
    this.registry = registry;
    this.tools = Tools.all(LAUNCHER);
    this.elsewhere = elsewhere;
    this.rounds = rounds;
    this.random = new Random(seed);
  }

  /// @param args a directory for what the tools print, then `--rounds N` and `--seed N`, and the
  ///   words of loads: all when none is named. The page keeps the tables of the others
  static void main(String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of(args).subList(1, args.length));
    int rounds = Math.toIntExact(number(words, "--rounds", DEFAULT_ROUNDS));
    long seed = number(words, "--seed", System.nanoTime() % 1_000_000);
    List<Load> loads =
        Arrays.stream(Load.values())
            .filter(load -> words.isEmpty() || words.contains(load.word()))
            .toList();
    if (loads.isEmpty() || (!words.isEmpty() && loads.size() != words.size())) {
      System.err.println(
          "loads are "
              + String.join(", ", Arrays.stream(Load.values()).map(Load::word).toList())
              + ", each once; options --rounds N and --seed N");
      System.exit(2);
    }
    Registry registry = Registry.open(Registry.defaultDirectory(), new SystemRemover());
    registry.removeStale();
    try (Run run = registry.begin()) {
      mountKernelDirectories(run);
      Overhead overhead = new Overhead(registry, Path.of(args[0]), rounds, seed);
      String host = host(rounds, seed);
      System.out.println(host);
      for (Load load : loads) {
        List<String> table = overhead.measure(load);
        System.out.println("\n" + load.word() + ": " + load.title());
        table.forEach(System.out::println);
        Page.replace(load, host, table);
      }
    }
  }

  /// Takes an option with its number away.
  private static long number(List<String> words, String option, long otherwise) {
    int at = words.indexOf(option);
    if (at < 0) {
      return otherwise;
    }
    words.remove(at);
    return Long.parseLong(words.remove(at));
  }

  /// biosnoop wants tracefs, blktrace debugfs; neither mounts it.
  private static void mountKernelDirectories(Run run) throws IOException {
    mount(run, Path.of("/sys/kernel/tracing"), "tracefs", "events");
    mount(run, Path.of("/sys/kernel/debug"), "debugfs", "bdi");
  }

  private static void mount(Run run, Path at, String type, String there) throws IOException {
    if (Files.notExists(at.resolve(there))) {
      run.make(new Resource.Mount(at), () -> Mount.mount("bench", at, type, 0, ""));
    }
  }

  private static String host(int rounds, long seed) throws IOException {
    return String.format(
        Locale.ROOT,
        "%s, Linux %s %s, %d CPUs, scratch ext4 on a loop device, %s; %d rounds, seed %d%n"
            + "load average before: %s",
        LocalDate.now(ZoneOffset.UTC),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        versions(),
        rounds,
        seed,
        Files.readString(Path.of("/proc/loadavg")).strip().replaceAll(" \\d+/.*", ""));
  }

  private static String versions() throws IOException {
    List<String> all = new ArrayList<>();
    for (String program : List.of("bpftrace", "fio", "strace")) {
      try {
        String answer = Shell.run(program, program.equals("strace") ? "-V" : "--version");
        all.add(answer.lines().findFirst().orElse(program).replace(" -- version", ""));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return String.join(", ", all);
  }

  private List<String> measure(Load load) throws IOException, InterruptedException {
    List<Row> rows = tools.stream().map(tool -> new Row(tool.name())).toList();
    for (int round = 0; round < rounds; round++) {
      measure(load, round, rows);
    }
    return Stream.concat(Row.HEAD.lines(), rows.stream().map(Row::toString)).toList();
  }

  private void measure(Load load, int round, List<Row> rows)
      throws IOException, InterruptedException {
    List<Integer> turns = new ArrayList<>(List.of(0));
    for (int tool = 0; tool < tools.size(); tool++) {
      turns.add(tool);
    }
    Collections.shuffle(turns, random);
    record Seen(Row row, Observed observed) {}
    List<Seen> seen = new ArrayList<>();
    for (int turn : turns) {
      Row row = rows.get(turn);
      if (!row.works()) {
        continue;
      }
      try {
        long began = System.nanoTime();
        Observed observed = observe(tools.get(turn), load);
        System.err.printf(
            Locale.ROOT,
            "%s, round %d of %d, %s: %.3f s (the turn: %.0f s)%n",
            load.word(),
            round + 1,
            rounds,
            tools.get(turn).name(),
            observed.seconds(),
            (System.nanoTime() - began) / 1e9);
        seen.add(new Seen(row, observed));
      } catch (NotHere e) {
        row.fails(e);
      }
    }
    double alone =
        seen.stream()
            .filter(each -> each.row == rows.getFirst())
            .mapToDouble(each -> each.observed.seconds())
            .average()
            .orElseThrow();
    seen.forEach(each -> each.row.add(each.observed, alone));
  }

  private Observed observe(Tool tool, Load load) throws IOException, InterruptedException, NotHere {
    try (Run run = registry.begin();
        Scratch scratch = Scratch.create(SCRATCH, run)) {
      Path own = Files.createTempDirectory(elsewhere, "turn-");
      Place place = new Place(run, scratch, own, elsewhere, LAUNCHER);
      load.prepare(place.target(), elsewhere);
      Shell.run("sync", "--file-system", place.target().toString());
      scratch.awaitQuiet();
      try {
        return tool.observe(load, place);
      } finally {
        Shell.run("rm", "--recursive", "--force", own.toString());
      }
    }
  }
}
