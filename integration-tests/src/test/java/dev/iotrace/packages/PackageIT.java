package dev.iotrace.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.HostState;
import dev.iotrace.RealKernel;
import dev.iotrace.RootFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The packages, installed, used and removed on clean systems, with this host's kernel.
@Order(2)
class PackageIT {
  private static final Path TRIAL =
      Path.of(System.getProperty("iotrace.root"), "integration-tests/packages/trial.sh");
  private static final List<String> WRITE =
      List.of("write", "--bytes", "4", "--settle", "sync", "--json");

  /// Where a link of a document leads, when that is no page of the Web.
  private static final Pattern LINK = Pattern.compile("]\\((?![a-z]+://|#)([^)#]+)");

  private static Path directory = Path.of("");
  private static Packages packages = new Packages(directory, directory);

  @BeforeAll
  static void make() throws Exception {
    RealKernel.assumeRoot();
    directory = Files.createTempDirectory(Path.of("/var/tmp"), "packages-");
    packages = Packages.make(directory.resolve("first"), "022", Map.of());
  }

  @AfterAll
  static void remove() throws Exception {
    if (!directory.toString().isEmpty()) {
      RealKernel.run("rm", "-rf", "--one-file-system", directory.toString());
    }
  }

  @Test
  void sameCommitGivesTheSameBytesWhoeverBuildsWherever() throws Exception {
    Map<String, String> others =
        Map.of("TZ", "Asia/Kolkata", "LC_ALL", "C", "HOME", directory.toString());
    Packages again = Packages.make(directory.resolve("another place"), "077", others);
    assertThat(again.files().map(Path::getFileName))
        .containsExactlyElementsOf(packages.files().map(Path::getFileName).toList());
    assertThat(again.deb()).hasSameBinaryContentAs(packages.deb());
    assertThat(again.archive()).hasSameBinaryContentAs(packages.archive());
  }

  @Test
  void filesAreOfRootAndNobodyElseMayWriteThem() throws Exception {
    assertThat(packages.listing().lines())
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).containsPattern("^(l|[-d]rw[-x]r-[-x]r-[-x]) ?.* root/root "));
  }

  @Test
  void otherToolOfThatNameIsInConflict() throws Exception {
    assertThat(packages.field("Conflicts")).isEqualTo("iotrace");
    assertThat(packages.field("Package")).isNotEqualTo("iotrace");
  }

  @Test
  void everyLinkOfItsDocumentsLeadsToWhatIsThere() throws Exception {
    Path root = packages.unpack(directory.resolve("linked")).resolve("../..").normalize();
    Path folder = root.resolve("share/doc/iotrace-causes");
    List<Path> documents;
    try (Stream<Path> files = Files.walk(folder)) {
      documents = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    assertThat(documents).hasSizeGreaterThan(10);
    for (Path document : documents) {
      assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
          .as(document.toString())
          .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }
    assertThat(folder.resolve("README.md")).content().contains("ARCHITECTURE");
    assertThat(folder.resolve("docs/commands.md"))
        .content()
        .contains("(../schemas/iotrace-report-1.schema.json)");
  }

  @Test
  void itsJavaMapsItsClassesFromAnArchive() throws Exception {
    Path root = packages.unpack(directory.resolve("shared")).resolve("../..").normalize();
    Path java = root.resolve("lib/iotrace/runtime/bin/java");
    ProcessBuilder builder = new ProcessBuilder(java.toString(), "-Xshare:on", "-version");
    Ended ended = Ended.of(builder.start());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void installedItWorksAndPurgedItIsGone(String suite) throws Exception {
    Path work = Files.createDirectory(directory.resolve(suite));
    RealKernel.run(
        "sh",
        TRIAL.toString(),
        RootFileSystem.of(suite).toString(),
        packages.deb().toString(),
        work.toString());
    Path out = work.resolve("out");
    assertBooksClosed(
        Files.readString(out.resolve("write.json")), Files.readString(out.resolve("write.err")));

    assertThat(out.resolve("iotrace-write.man"))
        .content()
        .contains("SYNOPSIS", "--scratch=TYPE[,OPTIONS]]");
    assertThat(out.resolve("cached")).content().startsWith("iotrace ");
    assertThat(out.resolve("iotrace.man")).content().contains("EXIT STATUS", "a bug in iotrace");
    assertThat(out.resolve("iotrace-bench-matrix.man")).content().contains("iotrace bench matrix");

    assertThat(Files.readAllLines(out.resolve("bash-command"))).contains("write");
    assertThat(Files.readAllLines(out.resolve("bash-option"))).contains("--settle");
    assertThat(out.resolve("zsh")).content().contains("iotrace writeTYPED");

    assertThat(Files.readAllLines(out.resolve("after")))
        .containsExactlyElementsOf(Files.readAllLines(out.resolve("before")));
    assertThat(out.resolve("named")).isEmptyFile();
    assertThat(out.resolve("left")).isEmptyFile();
    assertThat(loopDevicesBelow(work)).isEmpty();
  }

  @Test
  void archiveRunsWhereverItIsUnpackedWithoutAnyJava() throws Exception {
    Path command = packages.unpack(directory.resolve("a place"));
    ProcessBuilder builder = new ProcessBuilder(command.toString());
    builder.command().addAll(WRITE);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("IOTRACE_RUN_DIR", directory.resolve("run").toString());
    Ended ended = Ended.of(builder.start());
    assertBooksClosed(ended.stdout(), ended.stderr());
  }

  /// The runtime has only some of the JDK's modules: what a report may become needs no other.
  @Test
  void itsJavaHasWhatEveryFormOfReportNeeds() throws Exception {
    Path command = packages.unpack(directory.resolve("forms"));
    Path trace = TRIAL.resolve("../../../docs/samples/fsync.jsonl.gz").normalize();
    Path forms = directory.resolve("forms");
    ProcessBuilder builder =
        new ProcessBuilder(
            command.toString(),
            "report",
            trace.toString(),
            "--csv=" + forms.resolve("csv"),
            "--json=" + forms.resolve("json"),
            "--html=" + forms.resolve("html"),
            "--perfetto=" + forms.resolve("perfetto"));
    Ended ended = Ended.of(builder.start());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(ended.stderr()).isEmpty();
    for (String form : List.of("csv", "json", "html", "perfetto")) {
      assertThat(forms.resolve(form)).isNotEmptyFile();
    }
  }

  private static List<String> loopDevicesBelow(Path directory) throws IOException {
    return HostState.below(directory).stream().filter(it -> it.startsWith("/sys/block")).toList();
  }

  private static void assertBooksClosed(String json, String errors) throws IOException {
    assertThat(json).as(errors).isNotEmpty();
    JsonNode report = new ObjectMapper().readTree(json);
    assertThat(report.at("/audit/verdict").asString()).as(errors).isEqualTo("closed");
    assertThat(report.at("/writes")).hasSize(1);
    assertThat(report.at("/logical/bytes").asLong()).isEqualTo(4);
  }
}
