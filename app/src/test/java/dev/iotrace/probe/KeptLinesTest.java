package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that a script keeps in maps, and what becomes of them.
class KeptLinesTest {
  private static final ProbeScript SCRIPT =
      new ProbeScript(
          "test",
          """
          BEGIN { printf("ready 1 %llu\\n", nsecs); }
          tracepoint:jbd2:jbd2_start_commit {
            printf("commit %llu %d %u\\n", nsecs, tid, args->transaction);
          }
          tracepoint:jbd2:jbd2_end_commit {
            printf("committed %llu %d %u\\n", nsecs, tid, args->transaction);
          }
          tracepoint:block:block_rq_issue {
            printf("issue %llu %d %u %llu %u %u %s\\n", nsecs, tid, args->dev, f(args->sector, 1),
              args->nr_sector, args->bytes, args->rwbs);
          }
          END { clear(@first); }
          """);

  private static final List<String> SELDOM =
      List.of("ready", "lost", "task", "ended", "named", "swept");

  private final ProbeScript kept = KeptLines.in(SCRIPT);
  private final Decoding decoding = new Decoding(kept.kept());

  private void map(String name, String keys) {
    decoding.line("{\"type\": \"map\", \"data\": {\"@" + name + "\": " + keys + "}}");
  }

  @Test
  void formatsOfOneShapeShareTheirMaps() {
    assertThat(kept.kept().stream().map(KeptFormat::shape))
        .containsExactly("nnn", "nnn", "nnnnnns");
    assertThat(kept.text())
        .contains("$kept3 = args->transaction;")
        .contains("@kept0_a[0, $kept1, $kept2, $kept3] = 1;")
        .contains("@kept0_b[1, $kept4, $kept5, $kept6] = 1;")
        .contains("$kept10 = f(args->sector, 1);")
        .contains("@kept1_a[2, $kept7, $kept8, $kept9, $kept10, $kept11, $kept12, args->rwbs] = 1;")
        .contains("printf(\"ready 1 %llu\\n\", nsecs); }")
        .doesNotContain("@kept2");
  }

  @Test
  void linesOfAMapComeInTheOrderOfTime() {
    map("kept0_a", "{\"1,9,5,77\": 1, \"0,4,5,77\": 1}");
    map("kept1_a", "{\"2,6,5,7340032,264,8,4096,WS\": 1}");
    map("told_a", "3");
    decoding.line("{\"type\": \"printf\", \"data\": \"swept 12 0\\n\"}");
    List<IoEvent> events = decoding.events();
    assertThat(events).hasSize(3);
    assertThat(events.getFirst()).isEqualTo(new CommitStarted(4, 5, 77));
    assertThat(events.get(1).timeNs()).isEqualTo(6);
    assertThat(events.getLast()).isEqualTo(new CommitEnded(9, 5, 77));
  }

  @Test
  void linesThatHaveNotComeAreLostOnce() {
    map("kept0_a", "{\"0,4,5,77\": 1}");
    map("told_a", "8");
    decoding.line("{\"type\": \"printf\", \"data\": \"swept 12 0\\n\"}");
    decoding.line("{\"type\": \"printf\", \"data\": \"swept 13 0\\n\"}");
    map("told_b", "2");
    decoding.decoder.end();
    assertThat(decoding.events().stream().filter(EventsLost.class::isInstance))
        .containsExactly(
            new EventsLost(12, "test.bt: lines did not fit the kernel's maps", 7),
            new EventsLost(13, "test.bt: lines did not fit the kernel's maps", 2));
  }

  /// The signal to end comes between printing and emptying: bpftrace then prints the map once more.
  @Test
  void linesThatArePrintedAgainAreNotTakenAgain() {
    map("kept0_a", "{\"0,4,5,77\": 1, \"1,9,5,77\": 1}");
    map("kept0_a", "{\"0,4,5,77\": 1, \"1,9,5,77\": 1, \"0,20,5,78\": 1}");
    map("told_a", "3");
    decoding.decoder.end();
    assertThat(decoding.events().stream().map(IoEvent::timeNs)).containsExactly(4L, 9L, 20L);
  }

  @Test
  void whatCannotBeUnderstoodIsCounted() {
    map("kept0_a", "{\"0,4,5\": 1, \"0,5,5,77,1\": 1, \"17,6,5\": 1, \"0,8,5,77\": \"1\", \"x");
    decoding.decoder.end();
    assertThat(decoding.events())
        .contains(
            new CommitStarted(8, 5, 77),
            new EventsLost(8, "test.bt: lines could not be understood", 4));
  }

  /// Else a line of theirs would cost twenty times as much.
  @ParameterizedTest
  @ValueSource(strings = {ProbePlan.SUMMARY, "calls-summary"})
  void scriptsThatSumUpKeepAllLinesThatAreOften(String name) {
    assertThat(printed(name)).isNotEmpty().allMatch(SELDOM::contains);
  }

  /// A kernel stack fits no key.
  @ParameterizedTest
  @ValueSource(strings = {"calls-tree", "ext4-tree", "xfs-tree", "btrfs-tree"})
  void scriptsThatFollowAProcessPrintWhatHasAStackOnly(String name) {
    assertThat(printed(name))
        .isNotEmpty()
        .allMatch(kind -> SELDOM.contains(kind) || List.of("unused", "root", "bio").contains(kind));
  }

  /// The first words of what is printed by the script that keeps lines, though its maps have room.
  private static List<String> printed(String name) {
    String script = KeptLines.in(new Bpftrace(Path.of("bpftrace")).script(name)).text();
    String without = script.replaceAll("(?s)if \\(@used\\[\\$kept\\] > .*?\\} else if", "");
    return Pattern.compile("printf\\(\"(\\w+)")
        .matcher(without)
        .results()
        .map(it -> it.group(1))
        .toList();
  }
}
