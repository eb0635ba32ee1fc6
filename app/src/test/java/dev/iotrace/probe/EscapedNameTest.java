package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What bpftrace 0.17 prints, within JSON.
class EscapedNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        " dd\\\\x00\\\\x00\\n|dd",
        " ForkJoinPool-1-\\\\x00\\n|ForkJoinPool-1-",
        " two words\\\\x00\\n|two words",
        " \\\\xc3\\\\xbc\\\\x00\\n|ü",
        " a\\\"b\\\\c\\\\x00\\n|a\"b\\c",
      })
  void nameIsWhatTheThreadCalledItself(String printed, String name) {
    assertThat(EscapedName.text(printed)).isEqualTo(name);
  }

  @Test
  void nameWithALineBreakIsOneName() {
    assertThat(EscapedName.text(" line\\\\x0abreak\\\\x00rest\\n")).isEqualTo("line\nbreak");
  }
}
