package dev.iotrace.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.Syscall;
import dev.iotrace.live.LiveScreen.Extent;
import dev.iotrace.live.LiveScreen.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a terminal shows of it: JLine's emulation of one.
class LiveScreenTest {
  private static final long START_NS = 5_000_000_000_000L;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ScreenTerminal terminal = new ScreenTerminal(80, 24);
  private final Activity activity = new Activity(false);
  private Extent size = new Extent(80, 24);
  private boolean ours = true;

  @Test
  void pictureStandsBelowTheLinesThatStay() throws Exception {
    write(0);
    commit(5000);
    try (LiveScreen screen = screen(false)) {
      screen.tell("+0.021 ms  write(4) returned");
      screen.awaiting("page 0 of inode 13");
      screen.draw();
      screen.tell("+5889.1 ms  journal commit");
      screen.draw();
      assertThat(shown())
          .containsExactly(
              "+0.021 ms  write(4) returned",
              "+5889.1 ms  journal commit",
              "writes    .",
              "commits   " + " ".repeat(68) + ".",
              "          0" + " ".repeat(59) + "5000.0 ms",
              "waiting for: page 0 of inode 13");
    }
    assertThat(shown())
        .containsExactly("+0.021 ms  write(4) returned", "+5889.1 ms  journal commit");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 40, 36, 35, 20, 7, 1})
  void noLineIsWiderThanTheTerminal(int columns) throws Exception {
    write(0);
    commit(5000);
    size = new Extent(columns, 24);
    terminal.setSize(Size.of(columns, 24));
    try (LiveScreen screen = screen(false)) {
      screen.awaiting("a very long name of what is missing, 日本語日本語日本語日本語日本語日本語日本語日本語");
      for (int frame = 0; frame < 5; frame++) {
        commit(5001 + frame);
        screen.draw();
      }
      assertThat(shown()).hasSize(columns >= 36 ? 4 : 1);
      assertThat(shown().getLast())
          .startsWith("waiting for: ".substring(0, Math.min(columns - 1, 12)).strip());
    }
    assertThat(shown()).isEmpty();
  }

  @Test
  void pictureFollowsTheTerminalsSize() throws Exception {
    write(0);
    commit(5000);
    try (LiveScreen screen = screen(false)) {
      screen.tell("a line that stays");
      for (int columns : new int[] {80, 100, 60, 100}) {
        size = new Extent(columns, 24);
        terminal.setSize(Size.of(columns, 24));
        screen.awaiting("something at " + columns);
        screen.draw();
        assertThat(shown().getFirst()).isEqualTo("a line that stays");
        assertThat(shown().getLast()).isEqualTo("waiting for: something at " + columns);
      }
    }
  }

  @Test
  void sizeThatNobodyKnowsIsTheUsualOne() throws Exception {
    write(0);
    commit(5000);
    size = new Extent(0, 0);
    try (LiveScreen screen = screen(false)) {
      screen.draw();
      assertThat(shown()).hasSize(3);
    }
  }

  @Test
  void backgroundIsNotDrawnOn() throws Exception {
    write(0);
    commit(5000);
    ours = false;
    try (LiveScreen screen = screen(false)) {
      screen.draw();
      assertThat(shown()).isEmpty();
      screen.tell("a line");
      assertThat(shown()).containsExactly("a line");
    }
  }

  @Test
  void coloursAreOnlyWhereTheyAreWanted() throws Exception {
    write(0);
    commit(5000);
    try (LiveScreen screen = screen(false)) {
      screen.draw();
      assertThat(text()).doesNotContainPattern("\u001b\\[[0-9;]*m");
    }
    try (LiveScreen screen = screen(true)) {
      screen.draw();
      assertThat(text()).contains("\u001b[32m");
    }
  }

  @Test
  void namesDoNotDriveTheTerminal() throws Exception {
    write(0);
    try (LiveScreen screen = screen(false)) {
      screen.awaiting("\u001b[2Jpage\n\u202e");
      screen.draw();
      assertThat(shown()).containsExactly("waiting for: \\u001b[2Jpage\\u000a\\u202e");
    }
  }

  @Test
  void timeOfHoursFitsIntoTheSameMemory() {
    write(0);
    for (int minute = 1; minute <= 600; minute++) {
      commit(minute * 60_000.0);
    }
    int[] shares = activity.shares(Activity.Lane.COMMITS, 60);
    assertThat(shares).hasSize(60);
    assertThat(Arrays.stream(shares).sum()).isEqualTo(600);
    assertThat(Arrays.stream(shares).boxed())
        .allSatisfy(share -> assertThat(share).isBetween(8, 12));
  }

  private LiveScreen screen(boolean coloured) throws Exception {
    Place place = new Place(written, "xterm-256color", () -> size, () -> ours, coloured);
    return new LiveScreen(activity, place);
  }

  private void write(double ms) {
    activity.accept(new CallIntended(at(ms), 42, 1, Syscall.WRITE, 13, 0, 4));
  }

  private void commit(double ms) {
    activity.accept(new CommitStarted(at(ms), 90, 7));
  }

  private static long at(double ms) {
    return START_NS + Math.round(ms * 1e6);
  }

  private String text() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  /// The lines of the terminal, without what is blank below and behind them.
  private List<String> shown() {
    terminal.write(text().replace("\n", "\r\n")); // ONLCR: termios(3)
    int columns = terminal.getColumns();
    long[] cells = new long[columns * terminal.getRows()];
    terminal.dump(cells, new int[2]);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < terminal.getRows(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int letter = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
        line.appendCodePoint(letter == 0 ? ' ' : letter);
      }
      lines.add(line.toString().stripTrailing());
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }
}
