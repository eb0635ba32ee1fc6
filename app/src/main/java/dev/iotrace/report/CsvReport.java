package dev.iotrace.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/// The report's requests as CSV by RFC 4180: one header line, CRLF line ends. Times are nanoseconds
/// since the first logical write; lists are separated by semicolons.
public final class CsvReport implements ReportFormat {
  private static final String HEADER =
      "id,owner,rwbs,device,sector,bytes,queued_ns,issued_ns,completed_ns,cause,path,structure_kind,structure_detail,"
          + "transaction,caused_by,others_bytes,others_threads,level,submitter_comm,submitter_thread_id,stack";

  @Override
  public void write(Report report, Writer out) throws IOException {
    out.write(HEADER + Csv.LINE_END);
    for (RequestEntry request : report.requests()) {
      out.write(Csv.line(fields(request)));
    }
  }

  private static List<String> fields(RequestEntry request) {
    return List.of(
        String.valueOf(request.id()),
        Words.of(request.owner()),
        Csv.name(request.rwbs()),
        request.device(),
        String.valueOf(request.sector()),
        String.valueOf(request.bytes()),
        String.valueOf(request.queuedNs()),
        String.valueOf(request.issuedNs()),
        Csv.value(request.completedNs()),
        request.cause().word(),
        request.path().word(),
        request.structure() == null ? "" : request.structure().kind(),
        request.structure() == null ? "" : Csv.name(request.structure().detail()),
        Csv.value(request.transaction()),
        request.causedBy().stream().map(String::valueOf).collect(Collectors.joining(";")),
        String.valueOf(request.othersBytes()),
        String.valueOf(request.othersThreads()),
        request.level().word(),
        Csv.name(request.submitter().comm()),
        String.valueOf(request.submitter().threadId()),
        Csv.name(String.join(";", request.stack())));
  }
}
