package dev.iotrace.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a page shows is what a shell would run.
class ShellWordsTest {
  @ParameterizedTest
  @EnumSource(Lab.class)
  void shellReadsTheVeryWordsOfEachTrial(Lab lab) throws Exception {
    for (Trial trial : lab.trials()) {
      for (int columns : new int[] {40, 78, 200}) {
        List<String> expected = new ArrayList<>(trial.before());
        expected.add("iotrace");
        expected.addAll(trial.words());
        String typed = String.join("\n", trial.typed(columns));
        assertThat(shell(typed))
            .isEqualTo(expected.stream().map(it -> it.replace(Trial.PLACE, "/place")).toList());
      }
    }
  }

  /// The words that sh(1) makes of a script; each of its commands prints its own name and words.
  private static List<String> shell(String script) throws Exception {
    String functions =
        "show() { printf '%s\\n' \"$@\"; }; iotrace() { show iotrace \"$@\"; };"
            + " sqlite3() { show sqlite3 \"$@\"; }; DIR=/place\n";
    Process process =
        new ProcessBuilder("/bin/sh", "-c", functions + script).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
