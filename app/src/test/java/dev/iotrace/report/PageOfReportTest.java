package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.html.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTML page of every scenario.
class PageOfReportTest {
  private static final Pattern ELEMENT =
      Pattern.compile("<(script|style)([^>]*)>(.*?)</\\1>", Pattern.DOTALL);

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void dataOfThePageIsTheReport(Scenario scenario) throws IOException {
    JsonNode page = data(Golden.written(scenario.report(), new HtmlReport()));
    JsonNode json =
        JsonMapper.shared().readTree(Golden.written(scenario.report(), new JsonReport()));
    assertThat(page.get("report")).isEqualTo(json);
    assertThat(page.at("/left_out/requests").asInt()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void policyNamesTheHashOfEachElementThatRunsAndNoOther(Scenario scenario) throws Exception {
    String page = Golden.written(scenario.report(), new HtmlReport());
    StringBuilder scripts = new StringBuilder();
    String style = "";
    for (MatchResult element : elements(page)) {
      String hash = " '" + hash(element.group(3)) + "'";
      if (element.group(1).equals("style")) {
        style = hash;
      } else if (element.group(2).isEmpty()) {
        scripts.append(hash);
      }
    }
    assertThat(page.replace("&#39;", "'"))
        .contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src"
                + scripts
                + "; style-src"
                + style
                + "; base-uri 'none'; form-action 'none'\">");
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void namesReachThePageInItsDataOnly(Scenario scenario) throws IOException {
    String page = Golden.written(scenario.report(), new HtmlReport());
    List<MatchResult> elements = elements(page);
    assertThat(elements).hasSize(4);
    String data = elements.get(1).group(3);
    assertThat(data).doesNotContainPattern("[<>&\u2028\u2029]");
    String empty = Golden.written(Scenario.ZERO_BYTES.report(), new HtmlReport());
    assertThat(page.replace(data, ""))
        .isEqualTo(empty.replace(elements(empty).get(1).group(3), ""));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void accountIsTheSameInEveryLocaleAndDrivesNoTerminal(Scenario scenario) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      JsonNode german = account(scenario);
      Locale.setDefault(Locale.ROOT);
      assertThat(account(scenario)).isEqualTo(german);
      assertThat(german.get("began").asString() + german.get("steps"))
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void accountTellsFourBytesInTheOrderInWhichTheyWent() throws IOException {
    JsonNode account = account(Scenario.FOUR_BYTES_ON_EXT4);
    assertThat(account.get("began").asString())
        .isEqualTo(
            "iotrace wrote 4 bytes in 1 call. When the last call returned, after 0.021 ms, the"
                + " device had not been sent any of it: the bytes were in memory only.");
    assertThat(account.get("steps").values().stream().map(it -> it.get("title").asString()))
        .containsExactly(
            "read",
            "superblock by commit",
            "journal by commit",
            "flush by commit",
            "data by writeback",
            "metadata by writeback");
    assertThat(account.at("/said/ratio").asString()).isEqualTo("20,480 x");
    assertThat(account.at("/steps/4/figures").asString())
        .isEqualTo("1 request, 4,096 bytes, at +30.716 s");
    assertThat(account.at("/steps/4/why").asString()).contains("whole blocks of 4,096 bytes");
  }

  @Test
  void ratioOfALowerBoundIsSaidToBeOne() throws IOException {
    JsonNode said = account(Scenario.LOWER_BOUND).get("said");
    assertThat(said.get("ratio").asString()).startsWith(">= ");
    assertThat(said.get("headline").asString()).contains("LOWER BOUND");
  }

  @Test
  void pageOfALongReportSaysWhatIsNotInIt() throws IOException {
    Report report = Scenario.THOUSAND_WRITES.report();
    JsonNode page = data(Golden.written(report, new HtmlReport(100)));
    assertThat(page.at("/report/requests").size()).isEqualTo(100);
    assertThat(page.at("/report/writes").size()).isEqualTo(100);
    assertThat(page.at("/left_out/requests").asInt()).isEqualTo(report.requests().size() - 100);
    assertThat(page.at("/left_out/writes").asInt()).isEqualTo(900);
    assertThat(page.at("/report/settled/device_bytes").asLong())
        .isEqualTo(report.settled().deviceBytes());
  }

  private static JsonNode account(Scenario scenario) throws IOException {
    return data(Golden.written(scenario.report(), new HtmlReport())).get("account");
  }

  private static JsonNode data(String page) {
    return JsonMapper.shared().readTree(elements(page).get(1).group(3));
  }

  /// The style, the data, the library, the program.
  private static List<MatchResult> elements(String page) {
    return ELEMENT.matcher(page).results().toList();
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
