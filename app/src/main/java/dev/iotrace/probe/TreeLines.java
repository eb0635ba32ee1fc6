package dev.iotrace.probe;

import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.FileShifted;
import dev.iotrace.event.InodeCleaned;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.InodeUnused;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.RangeShared;
import dev.iotrace.event.SumBegun;
import dev.iotrace.event.SumRead;
import dev.iotrace.event.SummingBegun;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.ThreadNamed;

/// The lines that only the scripts print that follow a process and all it starts.
final class TreeLines {
  private static final int NAMES_KEPT = 1024;

  private final InternTable<String> names = new InternTable<>(NAMES_KEPT, EscapedName::text);

  /// Decodes what follows the word `kind`.
  ///
  /// @throws MalformedLine when it is not what the scripts print
  IoEvent decode(String kind, Fields line) {
    return switch (kind) {
      case "task" ->
          new TaskStarted(
              line.number(), line.smallNumber(), line.smallNumber(), line.number() != 0);
      case "named" -> new ThreadNamed(line.number(), line.smallNumber(), line.rest(names));
      case "ended" -> new TaskEnded(line.number(), line.smallNumber());
      case "async" -> new AsyncCallSeen(line.number(), line.smallNumber());
      case "lost" -> lost(line);
      case "call" ->
          new OperationNamed(line.number(), line.smallNumber(), CallNumbers.call(line.number()));
      case "shared" -> new RangeShared(line.number(), line.smallNumber(), line.number());
      case "unused" -> new InodeUnused(line.number(), line.smallNumber(), line.number());
      case "gone" -> new InodeGone(line.number(), line.smallNumber(), line.number());
      case "cut" -> cut(line);
      case "shift" ->
          new FileShifted(
              line.number(), line.smallNumber(), line.number(), line.number(), line.number());
      case "file" -> new FileOfSubvolume(line.number(), line.smallNumber(), line.number());
      case "summing" -> new SummingBegun(line.number(), line.smallNumber());
      case "sum" ->
          new SumBegun(
              line.number(), line.smallNumber(), line.number(), line.number(), line.number() != 0);
      case "clean" ->
          new InodeCleaned(
              line.number(), line.smallNumber(), line.number(), line.number(), line.number());
      case "read" -> new SumRead(line.number(), line.number(), line.number());
      default -> throw new MalformedLine("no such kind");
    };
  }

  private static PagesCut cut(Fields line) {
    return new PagesCut(
        line.number(),
        line.smallNumber(),
        line.number(),
        line.number(),
        line.number(),
        line.number());
  }

  private static EventsLost lost(Fields line) {
    long timeNs = line.number();
    String what = "no room to follow what thread " + line.number() + " started or wrote";
    return new EventsLost(timeNs, what, line.number());
  }
}
