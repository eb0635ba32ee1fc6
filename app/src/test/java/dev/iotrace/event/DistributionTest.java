package dev.iotrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
  /// Lines of real os-release files, `;` for the end of a line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ID=debian                                     | apt-get install bpftrace
          ID=ubuntu;ID_LIKE=debian                      | apt-get install bpftrace
          ID=linuxmint;ID_LIKE="ubuntu debian"          | apt-get install bpftrace
          ID=fedora                                     | dnf install bpftrace
          ID="rhel";ID_LIKE="fedora"                    | dnf install bpftrace
          ID="almalinux";ID_LIKE="rhel centos fedora"   | dnf install bpftrace
          ID="ol";ID_LIKE="fedora"                      | dnf install bpftrace
          ID="opensuse-leap";ID_LIKE="suse opensuse"    | zypper install bpftrace
          ID="sles";ID_LIKE="suse"                      | zypper install bpftrace
          ID=arch                                       | pacman -S bpftrace
          ID=manjaro;ID_LIKE=arch                       | pacman -S bpftrace
          ID=alpine                                     | apk add bpftrace
          NAME=Void;ID="void"                           | install by your package manager: bpftrace
          """)
  void theCommandIsThatOfTheDistributionOrOfItsNearestRelative(String osRelease, String command) {
    assertThat(Distribution.of(osRelease.replace(';', '\n')).install("bpftrace"))
        .isEqualTo(command);
  }

  @Test
  void theFileOfTheVendorCountsWhereThereIsNoOther(@TempDir Path root) throws IOException {
    assertThat(Distribution.at(root)).isEqualTo(Distribution.OTHER);
    assertThat(Distribution.nameAt(root)).isEmpty();
    Files.createDirectories(root.resolve("usr/lib"));
    Files.writeString(root.resolve("usr/lib/os-release"), "PRETTY_NAME=\"Arch Linux\"\nID=arch\n");
    assertThat(Distribution.at(root)).isEqualTo(Distribution.ARCH);
    assertThat(Distribution.nameAt(root)).isEqualTo("Arch Linux");
  }
}
