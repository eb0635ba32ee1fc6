package dev.iotrace.cli;

import dev.iotrace.doctor.Bundle;
import dev.iotrace.doctor.Diagnosis;
import dev.iotrace.doctor.DiagnosisText;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace doctor`: what this host allows, by the checks that `iotrace write` goes by.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what this host allows, what is missing, and what mends it.",
      "Each thing that 'iotrace write' needs, what it costs where it is not there, and",
      "the command that mends it."
    },
    footer = {
      "",
      "ok: nothing is lost. degraded: 'iotrace write' works, with less. missing: it",
      "cannot work, and the exit code is 3."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "The answer as JSON.")
  boolean json;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description =
          "Start each probe once, and put what a bug report needs into a new file: versions,"
              + " tracepoints, these answers, messages. No names, no data of yours.")
  @Nullable Path bundle;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (bundle != null) {
      NewFile.requireAbsent(bundle);
    }
    try (Cancellation _ = Cancellation.install();
        Consultation consultation = Consultation.begin(ProbeHost.here())) {
      Diagnosis diagnosis = consultation.diagnosis();
      show(diagnosis, spec.commandLine().getOut());
      if (bundle != null) {
        write(consultation.bundle(), bundle, spec.commandLine().getErr());
      }
      return (diagnosis.able() ? ExitCode.DONE : ExitCode.HOST).number();
    }
  }

  private static void write(Bundle bundle, Path file, PrintWriter err) throws IOException {
    try (Writer writer = NewFile.create(file)) {
      JsonDocument.write(bundle, writer);
    }
    err.println("iotrace: wrote " + SafeText.of(file.toString()) + "; read it before you send it");
  }

  private void show(Diagnosis diagnosis, PrintWriter out) throws IOException {
    if (json) {
      JsonDocument.write(diagnosis, out);
    } else {
      DiagnosisText.lines(diagnosis, Terminal.columns()).forEach(out::println);
    }
    out.flush();
  }
}
