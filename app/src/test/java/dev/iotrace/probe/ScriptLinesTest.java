package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.EventsLost;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts and the decoder say the same thing.
class ScriptLinesTest {
  private static final Pattern PRINTF = Pattern.compile("printf\\(\"([^\"]*)\"");

  static Stream<String> scripts() {
    return Stream.concat(
        Stream.of(ProbePlan.Causes.values()).map(ProbePlan.Causes::script),
        Stream.of(LogicalProbe.values()).map(LogicalProbe::script));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyLineThatAScriptPrintsIsDecoded(String name) {
    Decoding decoding = new Decoding();
    int lines = 0;
    Matcher format = PRINTF.matcher(ProbeScript.named(name).text());
    while (format.find()) {
      decoding.line("{\"type\": \"printf\", \"data\": \"" + sample(format.group(1)) + "\"}");
      lines++;
    }
    assertThat(decoding.ready).isEqualTo(List.of(1, 2));
    assertThat(decoding.events()).hasSize(lines - 2).noneMatch(EventsLost.class::isInstance);
  }

  /// The stack follows the last number without a space; any other text is an rwbs.
  private static String sample(String format) {
    return format
        .replaceAll("(%d|0)%s", "0\\\\n        submit_bio+1")
        .replaceAll("%(llu|lld|u|d)", "4")
        .replace("%s", "WS");
  }
}
