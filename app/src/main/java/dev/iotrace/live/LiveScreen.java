package dev.iotrace.live;

import dev.iotrace.report.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// A terminal with lines that stay, and a [Picture] below them that is drawn anew ten times a
/// second. Each time the terminal's size is asked for, so that no signal handler is needed to
/// follow it.
///
/// Any thread may use it.
public final class LiveScreen implements Screen {
  private static final Duration FRAME = Duration.ofMillis(100);

  /// After such a break the program was stopped, and others have written to the terminal.
  private static final Duration STOPPED = Duration.ofSeconds(3);

  private static final AttributedString END = new AttributedString("\n");
  private static final Size USUAL = Size.of(80, 24);

  private final Activity activity;
  private final Place place;
  private final Terminal terminal;
  private Display display;
  private final Picture picture;
  private final Thread drawing;
  private String awaited = "";
  private long drawnNs = System.nanoTime();
  private int shownLines;
  private int columns;
  private boolean closed;

  /// A terminal.
  ///
  /// @param out leads to it
  /// @param type the environment's `TERM`
  /// @param size as it is now
  /// @param ours whether it is ours to draw on at the moment: a job in the background leaves it be
  /// @param coloured whether colours are wanted
  public record Place(
      OutputStream out,
      String type,
      Supplier<Extent> size,
      BooleanSupplier ours,
      boolean coloured) {}

  /// How large it is, 0 where nobody has told it.
  public record Extent(int columns, int rows) {}

  /// Nothing is drawn before [#start].
  ///
  /// @throws IOException never for a terminal that is there
  public LiveScreen(Activity activity, Place place) throws IOException {
    this.activity = activity;
    this.place = place;
    terminal = new LineDisciplineTerminal("iotrace", place.type, place.out, StandardCharsets.UTF_8);
    // What the terminal itself does to a line's end must not be done twice.
    Attributes attributes = terminal.getAttributes();
    attributes.setOutputFlag(Attributes.OutputFlag.OPOST, false);
    terminal.setAttributes(attributes);
    display = new Display(terminal, false);
    Integer colours = terminal.getNumericCapability(Capability.max_colors);
    picture = new Picture(place.coloured && colours != null && colours >= 8);
    drawing = Thread.ofPlatform().daemon().name("iotrace-live").unstarted(this::drawOnAndOn);
  }

  /// Draws from now on, until it is closed.
  public void start() {
    drawing.start();
  }

  private void drawOnAndOn() {
    try {
      while (true) {
        Thread.sleep(FRAME);
        draw();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /// One frame.
  synchronized void draw() {
    if (closed) {
      return;
    }
    if (System.nanoTime() - drawnNs > STOPPED.toNanos() && shownLines > 0) {
      forget();
      terminal.writer().print("\r\n");
    }
    drawnNs = System.nanoTime();
    if (!place.ours.getAsBoolean()) {
      forget();
      return;
    }
    Size size = size();
    narrowTo(size.getColumns());
    terminal.setSize(size);
    display.resize(size);
    List<AttributedString> lines =
        picture.lines(activity, awaited, size.getColumns(), size.getRows());
    update(lines);
  }

  /// Some terminals break the lines of the picture when they are made narrower, others cut them.
  /// Only as many lines are taken away as there are in either case, so that none that stays is
  /// lost; of a picture that was broken some is left.
  private void narrowTo(int now) {
    if (now < columns && shownLines > 0) {
      terminal.puts(Capability.carriage_return);
      for (int line = 1; line < shownLines; line++) {
        terminal.puts(Capability.cursor_up);
      }
      terminal.puts(Capability.clr_eos);
      forget();
    }
    columns = now;
  }

  private Size size() {
    Extent size = place.size.get();
    boolean known = size.columns > 0 && size.rows > 0;
    return known ? Size.of(size.columns, size.rows) : USUAL;
  }

  /// What was drawn stays where it is; what comes next begins where the cursor is.
  private void forget() {
    if (shownLines > 0) {
      display = new Display(terminal, false);
      shownLines = 0;
    }
  }

  /// Each line but the last has an end of its own: JLine takes one without for a line that wraps,
  /// and so would a terminal that is made narrower.
  private void update(List<AttributedString> lines) {
    List<AttributedString> ended = new ArrayList<>(lines);
    for (int line = 0; line < lines.size() - 1; line++) {
      ended.set(line, AttributedString.join(AttributedString.EMPTY, lines.get(line), END));
    }
    int row = Math.max(0, lines.size() - 1);
    int column = lines.isEmpty() ? 0 : lines.getLast().columnLength();
    display.update(ended, Size.of(display.getColumns(), display.getRows()).cursorPos(row, column));
    shownLines = lines.size();
  }

  @Override
  public synchronized void tell(String line) {
    aside(() -> terminal.writer().print(line + "\n"));
  }

  /// Has somebody write whole lines to the same terminal.
  public synchronized void aside(Runnable writing) {
    clear();
    writing.run();
    terminal.writer().flush();
  }

  @Override
  public synchronized void awaiting(String what) {
    awaited = what;
  }

  @Override
  public synchronized void clear() {
    if (shownLines > 0) {
      update(List.of());
    }
  }

  /// Takes the picture away; the terminal stays open.
  @Override
  public synchronized void close() {
    if (!closed) {
      clear();
      closed = true;
      drawing.interrupt();
    }
  }
}
