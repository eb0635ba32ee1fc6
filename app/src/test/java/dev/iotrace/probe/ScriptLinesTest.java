package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.house.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The probes of both backends and the decoder say the same thing.
class ScriptLinesTest {
  private static final Backend BPFTRACE = new Bpftrace(Path.of("bpftrace"));
  private static final Backend BCC = new Bcc(Path.of("python3"));

  static Stream<String> probes() {
    return Stream.concat(
        Stream.of(ProbePlan.Causes.values())
            .filter(
                it -> it != ProbePlan.Causes.XFS && it != ProbePlan.Causes.BTRFS) // bpftrace only
            .map(ProbePlan.Causes::probe),
        Stream.of(LogicalProbe.values()).map(LogicalProbe::probe));
  }

  /// Variants included.
  static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Documents.ROOT.resolve("probes/bpftrace"))) {
      return files
          .map(it -> it.getFileName().toString().replaceAll("\\.bt$", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyLineThatAScriptPrintsIsDecoded(String probe) {
    Decoding decoding = new Decoding();
    List<String> formats = formats(BPFTRACE, probe);
    for (String format : formats) {
      decoding.line("{\"type\": \"printf\", \"data\": \"" + sample(format) + "\"}");
    }
    List<Integer> ready = probe.equals(ProbePlan.TREE_CALLS_EXT4) ? List.of() : List.of(1, 2);
    assertThat(decoding.ready).isEqualTo(ready);
    List<IoEvent> events = decoding.events();
    assertThat(events).hasSize(formats.size() - ready.size());
    assertThat(events.stream().filter(EventsLost.class::isInstance))
        .hasSameSizeAs(formats.stream().filter(it -> it.startsWith("lost ")).toList());
  }

  @ParameterizedTest
  @MethodSource("probes")
  void bccPrintsTheSameLinesAsBpftrace(String probe) {
    assertThat(formats(BCC, probe)).isNotEmpty();
    assertThat(formats(BCC, probe).stream().map(ScriptLinesTest::sample).distinct())
        .containsExactlyInAnyOrderElementsOf(
            formats(BPFTRACE, probe).stream()
                .filter(format -> !format.startsWith("ready"))
                .map(ScriptLinesTest::sample)
                .distinct()
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "ext4-5.10,writeback_dirty_page,ext4,writeback_dirty_folio",
    "calls-kprobe-0.11,#include <linux/fs.h>,calls-kprobe,''",
  })
  void aVariantDiffersInNothingButWhatItIsFor(
      String variant, String its, String probe, String instead) {
    assertThat(code(variant)).contains(its);
    assertThat(code(variant).replace(its, instead)).isEqualToIgnoringNewLines(code(probe));
  }

  @Test
  void theVariantThatSeesPagesDiffersInBiosOnly() {
    assertThat(clausesWithoutBios("ext4-page")).isEqualTo(clausesWithoutBios("ext4")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ext4,writeback_dirty_folio", "xfs,writeback_dirty_folio|xfs_trans_commit_items"})
  void theVariantThatFollowsATreeHasTheClausesOfItsModel(String model, String otherwise) {
    Pattern others = Pattern.compile(otherwise);
    assertThat(clausesWithoutBios(model + "-tree"))
        .containsAll(
            clausesWithoutBios(model).stream()
                .filter(clause -> clause.startsWith("tracepoint:"))
                .filter(clause -> !others.matcher(clause).find())
                .map(clause -> clause.replace("tid == $3", "@traced[tid] == 1"))
                .toList());
  }

  @Test
  void theTreeOfBtrfsHasTheClausesOfItsModelThatNameNoFile() {
    List<String> model =
        Stream.of(code("btrfs").split("(?m)^(?=[a-z]+:|END)"))
            .filter(clause -> clause.startsWith("tracepoint:"))
            .filter(clause -> !clause.contains("ino") && !clause.contains("$3"))
            .filter(clause -> !clause.contains("delalloc"))
            .toList();
    assertThat(List.of(code("btrfs-tree").split("(?m)^(?=[a-z]+:|END)")))
        .hasSizeGreaterThan(model.size())
        .containsAll(model);
    assertThat(model).hasSizeGreaterThan(7);
  }

  /// Else `--pid` would miss the threads and children that were there before the probes.
  @ParameterizedTest
  @MethodSource("scripts")
  void everyTreeIsToldWhoWasThereBefore(String probe) {
    List<String> clauses = Stream.of(code(probe).split("(?m)^(?=[a-z]+:)")).toList();
    if (probe.endsWith("-tree")) {
      assertThat(clauses)
          .noneMatch(clause -> clause.contains("BEGIN {") && clause.contains("@traced[$3]"))
          .anyMatch(clause -> clause.startsWith("tracepoint:syscalls:sys_enter_getsid /pid == @te"))
          .anyMatch(
              clause ->
                  clause.startsWith("tracepoint:task:task_newtask {")
                      && clause.contains("if ($task->tgid == $3 && $following == 1)"));
    }
  }

  private static List<String> clausesWithoutBios(String probe) {
    return Stream.of(code(probe).split("(?m)^(?=[a-z]+:|END)"))
        .filter(clause -> !clause.contains("block_bio_queue") && !clause.startsWith("END"))
        .toList();
  }

  /// A script without its comments.
  private static String code(String probe) {
    return BPFTRACE
        .script(probe)
        .text()
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)^// .*\n", "")
        .replaceAll("\n{2,}", "\n");
  }

  /// Its formats, as bpftrace writes them.
  private static List<String> formats(Backend backend, String probe) {
    Pattern print = Pattern.compile("\\b(?:printf|PRINT|PRINT_STACK)\\(\"([^\"]*)\"");
    return print
        .matcher(backend.script(probe).text())
        .results()
        .map(call -> call.group(1).replace("%k", "%s"))
        .toList();
  }

  /// The stack follows the last number without a space; any other text is an rwbs.
  private static String sample(String format) {
    return format
        .replace("\\n", "")
        .replaceAll("(%d|%llu|0)%s", "0\\\\n        submit_bio+1")
        .replace("%r", "sh\\\\x00")
        .replaceAll("%(llu|lld|u|d)", "4")
        .replace("%s", "WS");
  }
}
