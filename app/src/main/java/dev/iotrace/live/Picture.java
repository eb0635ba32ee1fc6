package dev.iotrace.live;

import dev.iotrace.report.SafeText;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// An [Activity] as lines of a terminal: one for each lane in which something happened, a scale of
/// time, and what is awaited. Letters tell how much, and colours only repeat which lane it is, so
/// nothing is lost without them.
final class Picture {
  /// Below these there is no room for lanes, and only what is awaited is told.
  private static final int COLUMNS_MIN = 36;

  private static final int ROWS_MIN = 14;

  private static final int LABEL = 10;

  private final boolean coloured;

  Picture(boolean coloured) {
    this.coloured = coloured;
  }

  /// No line is wider than the terminal, nor touches its last column, where some wrap.
  ///
  /// @param awaited what is missing, empty for nothing
  List<AttributedString> lines(Activity activity, String awaited, int columns, int rows) {
    List<AttributedString> lines = new ArrayList<>();
    int room = Math.max(1, columns - 1);
    if (columns >= COLUMNS_MIN && rows >= ROWS_MIN && activity.elapsedNs() > 0) {
      int parts = room - LABEL;
      for (Activity.Lane lane : Activity.Lane.values()) {
        int[] shares = activity.shares(lane, parts);
        if (Arrays.stream(shares).anyMatch(share -> share > 0)) {
          lines.add(lane(lane, shares));
        }
      }
      String end = Words.duration(activity.elapsedNs());
      String gap = " ".repeat(Math.max(1, parts - 1 - end.length()));
      lines.add(new AttributedString(" ".repeat(LABEL) + "0" + gap + end));
    }
    if (!awaited.isEmpty()) {
      AttributedString text = new AttributedString("waiting for: " + SafeText.of(awaited));
      lines.add(text.columnSubSequence(0, room).toAttributedString());
    }
    return lines;
  }

  private AttributedString lane(Activity.Lane lane, int[] shares) {
    String label = lane.name().toLowerCase(Locale.ROOT);
    StringBuilder marks = new StringBuilder(shares.length);
    for (int share : shares) {
      marks.append(share == 0 ? ' ' : share == 1 ? '.' : share < 10 ? ':' : '#');
    }
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append(label).append(" ".repeat(LABEL - label.length()));
    if (coloured) {
      line.style(AttributedStyle.DEFAULT.foreground(colour(lane)));
    }
    return line.append(marks.toString().stripTrailing()).toAttributedString();
  }

  private static int colour(Activity.Lane lane) {
    return switch (lane) {
      case WRITES, SYNCS -> AttributedStyle.GREEN;
      case COMMITS, JOURNAL -> AttributedStyle.YELLOW;
      case DATA -> AttributedStyle.CYAN;
      case METADATA -> AttributedStyle.MAGENTA;
      case FLUSHES, READS -> AttributedStyle.BLUE;
    };
  }
}
