package dev.iotrace.compare;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Csv;
import dev.iotrace.report.Format;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The runs as CSV, one line each, in the order in which they were made: raw figures, for one's own
/// statistics. The columns are the properties of [Setting], [RunEntry] and [Figures]; times are
/// nanoseconds since the first logical write. A run that was refused has no figures.
public final class ComparisonCsv implements Format<Comparison> {
  private static final List<String> HEADER =
      List.of(
          "cell,name,scratch,target,sync,open_flags,round,ending,verdict,settled_how,settled",
          "writes,bytes,at_return_bytes,at_return_flushes,settled_bytes",
          "data_bytes,journal_bytes,metadata_bytes,superblock_bytes,unknown_bytes",
          "unattributed_at_return_bytes,unattributed_bytes,flushes,fua_writes,requests,read_bytes",
          "latency_ns,returned_after_ns,durable_after_ns,settled_after_ns,failure");

  private static final List<Cause> WRITTEN =
      List.of(Cause.DATA, Cause.JOURNAL, Cause.METADATA, Cause.SUPERBLOCK, Cause.UNKNOWN);

  private static final int FIGURES = 20;

  @Override
  public void write(Comparison comparison, Writer out) throws IOException {
    out.write(Csv.line(HEADER));
    for (RunEntry run : comparison.runs()) {
      Cell cell = comparison.cells().get(run.cell() - 1);
      List<String> fields = new ArrayList<>(identity(cell, run));
      fields.addAll(figures(run.figures()));
      fields.add(Csv.name(run.failure()));
      out.write(Csv.line(fields));
    }
  }

  private static List<String> identity(Cell cell, RunEntry run) {
    return List.of(
        String.valueOf(cell.id()),
        Csv.name(cell.name()),
        name(cell.setting().scratch()),
        name(cell.setting().target()),
        cell.setting().sync(),
        cell.setting().flags(),
        String.valueOf(run.round()),
        Words.of(run.ending()),
        Words.of(run.verdict()),
        run.settledHow(),
        String.valueOf(run.settled()));
  }

  private static String name(@Nullable String name) {
    return name == null ? "" : Csv.name(name);
  }

  private static List<String> figures(@Nullable Figures run) {
    if (run == null) {
      return Collections.nCopies(FIGURES, "");
    }
    List<String> fields = new ArrayList<>();
    Stream.of(
            run.writes(),
            run.bytes(),
            run.atReturnBytes(),
            run.atReturnFlushes(),
            run.settledBytes())
        .forEach(each -> fields.add(Csv.value(each)));
    WRITTEN.forEach(cause -> fields.add(Csv.value(run.of(cause))));
    Stream.of(
            run.unattributedAtReturnBytes(),
            run.unattributedBytes(),
            run.flushes(),
            run.fuaWrites(),
            run.requests(),
            run.readBytes())
        .forEach(each -> fields.add(Csv.value(each)));
    fields.add(Csv.value(run.latencyNs()));
    fields.add(Csv.value(run.returnedAfterNs()));
    fields.add(Csv.value(run.durableAfterNs()));
    fields.add(Csv.value(run.settledAfterNs()));
    return fields;
  }
}
