package dev.iotrace.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckstyleTest {
  private static final Path CONFIG = Path.of(System.getProperty("iotrace.root"), "config");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "event,      dev.iotrace.syscall.Libc",
    "event,      tools.jackson.databind.JsonNode",
    "syscall,    dev.iotrace.event.DeviceNumber",
    "filesystem, java.lang.foreign.Arena",
    "workload,   dev.iotrace.probe.Probe",
    "probe,      dev.iotrace.correlate.Correlator",
    "correlate,  java.nio.file.Path",
    "correlate,  java.io.InputStream",
    "correlate,  java.time.Clock",
    "correlate,  java.util.concurrent.Executor",
    "correlate,  dev.iotrace.probe.Probe",
    "report,     dev.iotrace.probe.Probe",
    "report,     dev.iotrace.cli.IoTrace",
    "unknown,    dev.iotrace.event.IoEvent",
  })
  void importAgainstTheArrowsIsRefused(String from, String imported) throws Exception {
    assertThat(violations(from, imported)).containsExactly("Disallowed import - " + imported + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "event,      java.util.List",
    "event,      dev.iotrace.event.IoEvent.Nested",
    "syscall,    java.lang.foreign.Arena",
    "filesystem, dev.iotrace.syscall.Libc",
    "probe,      tools.jackson.core.JsonParser",
    "correlate,  dev.iotrace.event.IoEvent",
    "report,     dev.iotrace.correlate.Correlator",
    "cli,        dev.iotrace.report.Report",
  })
  void importAlongTheArrowsIsAllowed(String from, String imported) throws Exception {
    assertThat(violations(from, imported)).isEmpty();
  }

  @Test
  void importOfDisabledIsRefusedInTests() throws Exception {
    Path file = directory.resolve("SomeTest.java");
    Files.writeString(
        file, "package dev.iotrace.house;\n\nimport org.junit.jupiter.api.Disabled;\n");
    assertThat(violations(file)).hasSize(1);
  }

  private List<String> violations(String from, String imported)
      throws IOException, CheckstyleException {
    Path file = directory.resolve("app/src/main/java/dev/iotrace/" + from + "/Example.java");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        package dev.iotrace.%s;

        import %s;

        final class Example {}
        """
            .formatted(from, imported));
    return violations(file);
  }

  private static List<String> violations(Path file) throws CheckstyleException {
    Properties properties = new Properties();
    properties.setProperty("config", CONFIG.toString());
    Violations violations = new Violations();
    Checker checker = new Checker();
    try {
      checker.setModuleClassLoader(Checker.class.getClassLoader());
      checker.setLocaleLanguage("en"); // whatever the machine speaks
      checker.setLocaleCountry("");
      checker.configure(
          ConfigurationLoader.loadConfiguration(
              CONFIG.resolve("checkstyle.xml").toString(), new PropertiesExpander(properties)));
      checker.addListener(violations);
      checker.process(List.of(file.toFile()));
    } finally {
      checker.destroy();
    }
    return violations.messages;
  }

  /// Collects what Checkstyle says.
  private static final class Violations implements AuditListener {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void addError(AuditEvent event) {
      messages.add(event.getMessage());
    }

    @Override
    public void addException(AuditEvent event, Throwable cause) {
      throw new AssertionError(event.getFileName(), cause);
    }

    @Override
    public void auditStarted(AuditEvent event) {}

    @Override
    public void auditFinished(AuditEvent event) {}

    @Override
    public void fileStarted(AuditEvent event) {}

    @Override
    public void fileFinished(AuditEvent event) {}
  }
}
