package dev.iotrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherSetupIT {
  private static final Map<String, String> OFF = Map.of("IOTRACE_SETUP", "off");

  @TempDir Path directory;
  private Clone clone;

  @BeforeEach
  void makeClone() throws Exception {
    clone = new Clone(directory);
  }

  @Test
  void setUpForbiddenRefusesToBuildAndNamesTheCommand() throws Exception {
    Ended ended = clone.iotrace(OFF, "--version");
    assertRefusal(ended, "IOTRACE_SETUP=off", "get it by: ./iotrace");
    assertThat(clone.timesBuilt()).isZero();
  }

  @Test
  void setUpForbiddenStartsWhatIsBuilt() throws Exception {
    clone.iotrace("--version");
    assertThat(clone.iotrace(OFF, "--version").exitCode()).isZero();
  }

  @Test
  void setUpForbiddenInstallsNothing() throws Exception {
    clone.withoutTool("mvn");
    clone.tool("apt-get", "echo apt-get must not run; exit 1");
    Ended ended = clone.iotrace(OFF, "--version");
    assertRefusal(ended, "missing: maven", "sudo apt-get install maven");
    assertThat(ended.stderr()).doesNotContain("must not run");
  }

  @ParameterizedTest
  @CsvSource({
    "dnf,    sudo dnf install maven java-99-openjdk-devel",
    "zypper, sudo zypper install maven java-99-openjdk-devel",
    "pacman, sudo pacman -S maven jdk-openjdk",
    "apk,    sudo apk add maven openjdk99",
  })
  void otherSystemsAreToldTheLikelyCommand(String manager, String command) throws Exception {
    clone.withoutTool("mvn");
    noJavaIsNewEnough();
    clone.tool(manager, "echo must not run; exit 1");
    assertRefusal(clone.iotrace("--version"), "missing: maven openjdk-99-jdk-headless", command);
  }

  @Test
  void unknownSystemIsToldWhatIsMissing() throws Exception {
    clone.withoutTool("mvn");
    assertRefusal(clone.iotrace("--version"), "missing: maven;", "package manager");
  }

  @Test
  void rootInstallsByAptGetWithStdoutUntouched() throws Exception {
    Root.required();
    Path maven = directory.resolve("tools/mvn");
    Files.move(maven, directory.resolve("packaged-mvn"));
    clone.tool(
        "apt-get",
        """
        echo "apt-get speaks: $*"
        case $* in *install*maven) mv '%s' '%s' ;; esac
        """
            .formatted(directory.resolve("packaged-mvn"), maven));
    Ended ended = clone.iotrace("--version");
    assertThat(ended.stderr())
        .contains("installing maven by apt-get", "apt-get speaks: -q -y", " update");
    assertThat(ended.stdout()).isEqualTo(Clone.STARTED + "\n");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void rootInstallsWhatTheCommandNeedsAndOnlyThen() throws Exception {
    Root.required();
    clone.tool("apt-get", "echo apt-get speaks: $*");
    assertThat(clone.iotrace("report", "FILE").stderr()).doesNotContain("apt-get");
    assertThat(clone.iotrace("write").stderr())
        .contains("installing bpftrace")
        .contains("bpftrace");
    assertThat(clone.iotrace(OFF, "write").stdout()).isEqualTo(Clone.STARTED + "\n");
  }

  @Test
  void rootInstallsWhatALabNeedsAndNothingForItsRecordedTrace() throws Exception {
    Root.required();
    clone.tool("apt-get", "echo apt-get speaks: $*");
    assertThat(clone.iotrace("lab", "list").stderr()).doesNotContain("apt-get");
    assertThat(clone.iotrace("lab", "run", "10", "--recorded").stderr()).doesNotContain("apt-get");
    assertThat(clone.iotrace("lab", "run", "1").stderr())
        .contains("installing bpftrace")
        .doesNotContain("sqlite3");
    assertThat(clone.iotrace("lab", "run", "10").stderr())
        .contains("installing bpftrace sqlite3 by apt-get");
    assertThat(clone.iotrace("lab", "run", "all").stderr()).contains("bpftrace", "sqlite3");
  }

  @Test
  void distributionWithoutNewEnoughJavaIsSaid() throws Exception {
    Root.required();
    noJavaIsNewEnough();
    clone.tool("apt-get", "");
    clone.tool("apt-cache", "exit 100");
    assertRefusal(clone.iotrace("--version"), "no JDK 99", "https://adoptium.net");
  }

  private void noJavaIsNewEnough() throws Exception {
    Path setup = clone.root.resolve("config/setup.sh");
    Files.writeString(setup, Files.readString(setup).replace("java_floor=25", "java_floor=99"));
  }

  private static void assertRefusal(Ended ended, String... words) {
    assertThat(ended.stderr()).contains(words);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(3);
  }
}
