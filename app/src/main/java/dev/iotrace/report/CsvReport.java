package dev.iotrace.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report's requests as CSV by RFC 4180: one header line, CRLF line ends. Times are nanoseconds
/// since the first logical write; lists are separated by semicolons.
///
/// Names are escaped as for a terminal, and one that a spreadsheet would take for a formula gets an
/// apostrophe before it.
public final class CsvReport implements ReportFormat {
  private static final String HEADER =
      "id,owner,rwbs,device,sector,bytes,queued_ns,issued_ns,completed_ns,cause,path,structure_kind,structure_detail,"
          + "transaction,caused_by,others_bytes,others_threads,level,submitter_comm,submitter_thread_id,stack";

  /// What a spreadsheet takes for the start of a formula, full-width forms included.
  private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20";

  @Override
  public void write(Report report, Writer out) throws IOException {
    out.write(HEADER + "\r\n");
    for (RequestEntry request : report.requests()) {
      out.write(fields(request).stream().collect(Collectors.joining(",", "", "\r\n")));
    }
  }

  private static List<String> fields(RequestEntry request) {
    return List.of(
        String.valueOf(request.id()),
        Words.of(request.owner()),
        name(request.rwbs()),
        request.device(),
        String.valueOf(request.sector()),
        String.valueOf(request.bytes()),
        String.valueOf(request.queuedNs()),
        String.valueOf(request.issuedNs()),
        number(request.completedNs()),
        request.cause().word(),
        request.path().word(),
        request.structure() == null ? "" : request.structure().kind(),
        request.structure() == null ? "" : name(request.structure().detail()),
        number(request.transaction()),
        request.causedBy().stream().map(String::valueOf).collect(Collectors.joining(";")),
        String.valueOf(request.othersBytes()),
        String.valueOf(request.othersThreads()),
        request.level().word(),
        name(request.submitter().comm()),
        String.valueOf(request.submitter().threadId()),
        name(String.join(";", request.stack())));
  }

  private static String number(@Nullable Long value) {
    return Objects.toString(value, "");
  }

  private static String name(String name) {
    boolean formula = !name.isEmpty() && FORMULA_STARTS.indexOf(name.charAt(0)) >= 0;
    String safe = (formula ? "'" : "") + SafeText.of(name);
    boolean quoted = safe.contains(",") || safe.contains("\"");
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
