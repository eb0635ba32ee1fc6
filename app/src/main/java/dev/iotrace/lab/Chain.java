package dev.iotrace.lab;

import dev.iotrace.report.Prose;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;

/// How the cause of a request is known, link by link.
final class Chain {
  private Chain() {}

  static List<String> of(RequestEntry request, int columns) {
    List<String> lines =
        new ArrayList<>(
            Prose.wrap(
                "  ",
                "request "
                    + request.id()
                    + ", "
                    + request.cause().word()
                    + (request.bytes() == 0
                        ? ""
                        : ", sector "
                            + request.sector()
                            + ", "
                            + Words.count(request.bytes(), "byte"))
                    + ", submitted by "
                    + SafeText.of(request.submitter().comm())
                    + ":",
                columns));
    for (RequestEntry.Link link : request.evidence()) {
      lines.addAll(
          Prose.wrap(
              "    ", link.link() + " (" + Words.of(link.level()) + "): " + link.from(), columns));
    }
    return lines;
  }

  /// That of the first of them; nothing when there is none.
  static List<String> ofFirst(List<RequestEntry> requests, int columns) {
    return requests.isEmpty() ? List.of() : of(requests.getFirst(), columns);
  }
}
