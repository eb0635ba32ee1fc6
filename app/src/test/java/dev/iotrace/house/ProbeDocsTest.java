package dev.iotrace.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each script explains itself, and the list of scripts says the same as they do.
class ProbeDocsTest {
  private static final String LIST = Documents.text(Path.of("probes/README.md"));

  /// A row of the list.
  record Script(String name, String question, String key, String floor) {
    static Script of(List<String> cells) {
      return new Script(cells.get(0).replace("`", ""), cells.get(1), cells.get(2), cells.get(3));
    }

    boolean isForBcc() {
      return name.endsWith(".c");
    }

    String header() {
      Path folder = Path.of(isForBcc() ? "probes/bcc" : "probes/bpftrace");
      String text = Documents.text(folder.resolve(name));
      return text.substring(0, text.indexOf("*/")).replaceAll("(?m)^ \\*( |$)", "");
    }

    /// What follows a word in capitals, to the next such word or empty line, as one line.
    String part(String title) {
      Matcher part =
          Pattern.compile("(?ms)^" + title + ":(.*?)(?=\\n[A-Z ]{4,}:|\\n\\n|\\z)")
              .matcher(header());
      return part.find() ? part.group(1).strip().replaceAll("\\s+", " ") : "";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Script> scripts() {
    return Documents.table(LIST, "script").stream().map(Script::of).toList();
  }

  @Test
  void listHasExactlyTheScripts() {
    assertThat(scripts().stream().map(Script::name))
        .containsExactlyInAnyOrderElementsOf(
            Documents.files("probes/{bpftrace,bcc}/*").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.endsWith(".py"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void listSaysWhatTheHeaderSays(Script script) {
    assertThat(script.header()).contains("\n" + script.name() + " - " + script.question() + ".\n");
    assertThat(script.part("KEYS")).matches(Pattern.quote(script.key()) + "[.;].*");
    assertThat(script.part("FLOOR")).startsWith(script.floor() + ".");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void headerHasEveryPart(Script script) {
    assertThat(List.of("USAGE", "HOW TO READ IT", "KEYS", "NOT SEEN", "FLOOR", "OVERHEAD"))
        .allSatisfy(title -> assertThat(script.part(title)).as(title).isNotEmpty());
    String parameters = "FSDEV DISKDEV TID NOJOURNAL NOCOMPLETE";
    if (script.name().equals("calls-tree-ext4.bt")) { // a part of another
      assertThat(script.part("USAGE")).contains("calls-tree.bt", parameters);
      return;
    }
    assertThat(script.part("USAGE"))
        .startsWith(
            script.isForBcc()
                ? "sudo ./trace.py " + parameters + " < " + script.name()
                : "sudo bpftrace -B line " + script.name() + " " + parameters);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void headerShowsRealOutputAndWhereItIsFrom(Script script) {
    assertThat(script.header()).containsPattern("Linux \\d+\\.\\d+,\\s+(bpftrace|bcc) 0\\.\\d+");
  }
}
