package dev.iotrace.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in Debian's Chromium. `-Dpictures=DIRECTORY` keeps pictures of it, to be looked at.
@Order(2)
class HtmlReportIT extends PageFixture {
  private static final int TIMES = 82;

  @ParameterizedTest
  @ValueSource(
      strings = {
        FOUR_BYTES,
        "recorded-6.18-bpftrace-0.17-xfs-run/trace.jsonl.gz",
        "lost-events/trace.jsonl",
        "failed-write/trace.jsonl",
      })
  void pageShowsTheReportWithoutACplaintOrARequest(String trace) throws Exception {
    Path page = page(trace);
    Tab tab = shown(page);
    assertThat(tab.text("document.querySelector('#headline').textContent")).contains("written");
    assertThat(tab.evaluate("document.querySelectorAll('canvas').length").asInt()).isEqualTo(3);
    assertThat(tab.evaluate("document.querySelectorAll('#table-list tbody tr').length").asInt())
        .isPositive();
    assertUntroubled(tab, page);
  }

  @Test
  void ratioIsThatOfTheTerminal() throws Exception {
    assertThat(shown(page(FOUR_BYTES)).text("byId('headline').textContent"))
        .isEqualTo("4 bytes written → 18,432 bytes on the device 4,608 ×");
    assertThat(
            shown(page("lost-events/trace.jsonl"))
                .text("byId('headline').textContent + byId('caveats').textContent"))
        .contains(">= 0.5 ×")
        .contains("lost: requests may be missing");
  }

  @Test
  void clickOnARequestOfTheTimelineShowsItsEvidenceAndStack() throws Exception {
    Path page = page(FOUR_BYTES);
    Tab tab = shown(page);
    tab.evaluate("byId('timeline').scrollIntoView()");
    tab.click(
        """
        (() => {
          const box = byId("timeline-chart");
          const chart = echarts.getInstanceByDom(box);
          const marks = chart.getOption().series[1].data;
          const journal = marks.find(mark => mark[1] === 2);
          const at = chart.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, journal);
          const place = box.getBoundingClientRect();
          return {x: place.left + at[0] + 1, y: place.top + at[1] - 16};
        })()\
        """);
    String detail = tab.text("byId('detail').innerText");
    assertThat(detail)
        .contains("transaction -> journal superblock")
        .contains("jbd2_write_superblock before its commit")
        .contains("jbd2_journal_commit_transaction");
    keep(tab, "detail");
    tab.press("Escape");
    assertThat(tab.evaluate("byId('detail').hidden").asBoolean()).isTrue();
    assertUntroubled(tab, page);
  }

  @Test
  void requestIsReachedByTheKeyboardToo() throws Exception {
    Path page = page(FOUR_BYTES);
    Tab tab = shown(page);
    tab.evaluate("document.querySelector('#table-list tbody button').focus()");
    tab.evaluate("document.activeElement.click()");
    assertThat(tab.text("byId('detail').innerText")).contains("call -> read").contains("exact");
    assertThat(tab.evaluate("document.activeElement.id === 'detail'").asBoolean()).isTrue();
    tab.press("Escape");
    assertThat(tab.text("document.activeElement.textContent")).isEqualTo("#2");
    tab.evaluate("byId('timeline-chart').focus()");
    tab.press("+");
    assertThat(
            tab.evaluate(
                    "echarts.getInstanceByDom(byId('timeline-chart')).getOption().dataZoom[0].end -"
                        + " 0")
                .asDouble())
        .isLessThan(100);
    assertUntroubled(tab, page);
  }

  @Test
  void filterAndSortKeepWhatTheySay() throws Exception {
    Tab tab = shown(page(FOUR_BYTES));
    tab.evaluate(
        """
        (() => {
          const input = document.querySelector("#table-list input");
          input.value = "journal";
          input.dispatchEvent(new Event("input"));
          [...document.querySelectorAll("#table-list th button")].find(each => each.textContent === "bytes").click();
        })()\
        """);
    assertThat(
            tab.text(
                "[...document.querySelectorAll('#table-list section:first-child tbody tr')].map(row"
                    + " => row.cells[0].textContent + ' ' + row.cells[7].textContent).join()"))
        .isEqualTo("#5 8,192,#4 1,024,#7 1,024");
  }

  @Test
  void fileWithoutAPathIsCalledTheSameInThePictureAndInTheTables() throws Exception {
    Tab tab = shown(page("recorded-6.18-bpftrace-0.17-xfs-run/trace.jsonl.gz"));
    assertThat(
            tab.text(
                "echarts.getInstanceByDom(byId('flow-chart')).getOption().series[0].data.map(each"
                    + " => each.name).join('\\n')"))
        .contains("0 file inode 133");
    String column =
        "[...document.querySelectorAll('#table-list section')].filter(each =>"
            + " each.querySelector('h3').textContent === '%s').map(each => each.innerText).join()";
    assertThat(tab.text(column.formatted("Files"))).contains("inode 133");
    assertThat(tab.text(column.formatted("Writes and other changes"))).contains("inode 133");
    assertThat(tab.text(column.formatted("Processes"))).contains("1,569 ×");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    Path page = Pages.of(Pages.hostile(temporary), temporary);
    Tab tab = shown(page);
    assertThat(tab.evaluate("window.owned === undefined").asBoolean()).isTrue();
    assertThat(tab.evaluate("document.images.length").asInt()).isZero();
    assertThat(tab.evaluate("document.scripts.length").asInt()).isEqualTo(3);
    String shown =
        "</script><img src=x"
            + " onerror=\"window.owned=1\">{a|b}'`${1}\\u2028\\u202e<!--\\u001b[2J&lt;";
    assertThat(tab.text("byId('began').textContent")).startsWith(shown + " wrote 4,096 bytes");
    assertThat(tab.text("byId('table-list').textContent")).contains("/" + shown);
    tab.evaluate("document.querySelector('#table-list tbody button').click()");
    assertThat(tab.text("byId('detail').textContent")).contains(shown + "+1");
    keep(tab, "hostile");
    assertUntroubled(tab, page);
  }

  @Test
  void tenThousandRequestsCanBeUsed() throws Exception {
    Path trace = temporary.resolve("many.jsonl");
    RepeatedTrace.write(trace, TIMES);
    Path page = Pages.of(trace, temporary);
    Tab tab = tab(1400, 900);
    long millis = tab.show(page);
    System.out.printf(
        "page of %,d requests, %,d bytes: interactive after %,d ms%n",
        TIMES * RepeatedTrace.REQUESTS, Files.size(page), millis);
    assertThat(tab.evaluate("Model.report.requests.length").asInt()).isGreaterThan(10_000);
    assertThat(tab.text("byId('verdict').textContent")).startsWith("books closed");
    assertThat(tab.text("byId('timeline-note').textContent")).contains("are drawn as one");
    long zoomMillis =
        tab.evaluate(
                """
                (async () => {
                  const box = byId("timeline-chart");
                  box.focus();
                  const begin = performance.now();
                  for (let i = 0; i < 8; i++) {
                    box.dispatchEvent(new KeyboardEvent("keydown", {key: "+"}));
                    await new Promise(requestAnimationFrame);
                    await new Promise(requestAnimationFrame);
                  }
                  return Math.round((performance.now() - begin) / 8);
                })()\
                """)
            .asLong();
    System.out.printf("a step of zoom: %,d ms%n", zoomMillis);
    assertThat(tab.text("byId('timeline-note').textContent")).doesNotContain("are drawn as one");
    assertThat(
            tab.evaluate(
                    """
                    echarts.getInstanceByDom(byId("timeline-chart")).getZr().storage.getDisplayList()
                        .filter(each => each.style.fill === Palette.of("journal")
                            && each.getBoundingRect().width > 0).length\
                    """)
                .asInt())
        .as("requests of the journal that are painted")
        .isPositive();
    keep(tab, "many-zoomed");
    assertUntroubled(tab, page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void bothSchemesAndWidthsArePainted(String scheme) throws Exception {
    for (int width : new int[] {800, 1400}) {
      Path page = page(FOUR_BYTES);
      Tab tab = tab(width, 900);
      tab.prefer(scheme);
      tab.show(page);
      assertThat(tab.text("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo(scheme.equals("dark") ? "rgb(19, 21, 24)" : "rgb(246, 246, 243)");
      assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
          .as("nothing sticks out")
          .isLessThanOrEqualTo(width);
      picture(tab, "four-bytes-" + scheme + "-" + width);
      assertUntroubled(tab, page);
    }
  }

  @Test
  void printedPageIsLightAndHasNoControls() throws Exception {
    Path page = page(FOUR_BYTES);
    Tab tab = tab(800, 900);
    tab.prefer("dark");
    tab.show(page);
    tab.asPrinted();
    assertThat(tab.text("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(
            tab.evaluate(
                    """
                    [...document.querySelectorAll("nav, #table-list button, .zoom button, input")]
                        .filter(each => each.closest("th, td") === null)
                        .filter(each => each.offsetParent !== null).length\
                    """)
                .asInt())
        .isZero();
    assertThat(
            tab.evaluate("document.querySelector('#timeline-chart canvas').clientHeight").asInt())
        .isGreaterThan(200);
    picture(tab, "printed");
    assertUntroubled(tab, page);
  }

  private static void keep(Tab tab, String name) throws Exception {
    String directory = System.getProperty("pictures");
    if (directory != null) {
      tab.window(Path.of(directory, name + ".png"));
    }
  }

  private static void picture(Tab tab, String name) throws Exception {
    String directory = System.getProperty("pictures");
    if (directory != null) {
      tab.picture(Path.of(directory, name + ".png"));
    }
  }
}
