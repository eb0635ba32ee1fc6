package dev.iotrace.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import dev.iotrace.RootFileSystem;
import dev.iotrace.SmallJava;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.DockerStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The program and Debian 13's bpftrace in a container, on the host's kernel, with what the README
/// says that it needs.
class ContainerIT {
  private static final String IMAGE = "iotrace-test:13";
  private static final String RUNTIME = "/usr/lib/jvm/runtime";

  /// These take away, and the program works without them, too.
  private static final Set<String> RESTRICTIONS =
      Set.of("--network", "--cap-drop", "--security-opt");

  /// As long as [dev.iotrace.write] gives the program outside of a container.
  private static final Duration HANGING = Duration.ofMinutes(10);

  @TempDir static Path directory = Path.of("");
  private static @Nullable DockerEngine engine;
  private static Path runtime = Path.of("");

  @BeforeAll
  static void startEngine() throws Exception {
    RealKernel.assumeRoot();
    Path archive = RootFileSystem.of("trixie");
    runtime = directory.resolve("runtime");
    SmallJava.make(runtime);
    engine = DockerEngine.start();
    engine.load(archive, IMAGE);
  }

  @AfterAll
  static void endEngine() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void booksCloseWithTheReadmesFlags() throws Exception {
    Ended ended = write(RunLine.ofReadme());
    assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
    JsonNode report = new ObjectMapper().readTree(ended.stdout());
    assertThat(report.at("/audit/verdict").asString()).isEqualTo("closed");
    assertThat(report.at("/audit/device_counter")).isEqualTo(report.at("/audit/traced"));
    assertThat(report.at("/unattributed").valueStream()).allMatch(it -> it.asLong() == 0);
    assertThat(report.at("/writes")).hasSize(1);
    assertThat(report.at("/by_cause").valueStream().map(it -> it.get("cause").asString()))
        .contains("data", "journal", "flush");
    assertThat(report.at("/tool/backend_version").asString()).startsWith("0.23");
  }

  static Stream<RunLine.Flag> needed() throws IOException {
    return RunLine.ofReadme().flags().stream()
        .filter(it -> !RESTRICTIONS.contains(it.name()) && !it.value().contains("/iotrace"));
  }

  @ParameterizedTest
  @MethodSource("needed")
  void withoutOneOfThemTheProgramRefusesAndNamesIt(RunLine.Flag flag) throws Exception {
    Ended ended = write(RunLine.ofReadme().without(flag));
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(3);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("iotrace: ").contains(flag.toString()));
  }

  private static Ended write(RunLine line) {
    try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))) {
      container
          .withImagePullPolicy(_ -> false)
          .withStartupCheckStrategy(new UntilItEnds().withTimeout(HANGING))
          .withCreateContainerCmdModifier(
              command -> {
                HostConfig host = new HostConfig().withBinds(readOnly(runtime, RUNTIME));
                line.apply(host);
                command.withHostConfig(host);
              })
          .withCommand(command());
      container.start();
      Long exitCode = container.getCurrentContainerInfo().getState().getExitCodeLong();
      return new Ended(
          0,
          Math.toIntExact(Objects.requireNonNull(exitCode, "it has ended")),
          container.getLogs(OutputType.STDOUT),
          container.getLogs(OutputType.STDERR));
    }
  }

  private static Bind readOnly(Path source, String target) {
    return Bind.parse(source + ":" + target + ":ro");
  }

  /// The built program, in the place where the line has the clone.
  private static String[] command() {
    List<String> command = new ArrayList<>(List.of(RUNTIME + "/bin/java", "-jar"));
    command.add("/iotrace/app/target/iotrace.jar");
    command.addAll(List.of("write", "--bytes", "4", "--sync", "fsync", "--settle", "sync"));
    command.addAll(List.of("--json", "--quiet"));
    return command.toArray(String[]::new);
  }

  /// Takes a container for started when it has ended, whatever its exit code.
  private static final class UntilItEnds extends StartupCheckStrategy {
    @Override
    public StartupStatus checkStartupState(DockerClient client, String container) {
      boolean ended = DockerStatus.isContainerStopped(getCurrentState(client, container));
      return ended ? StartupStatus.SUCCESSFUL : StartupStatus.NOT_YET_KNOWN;
    }
  }
}
