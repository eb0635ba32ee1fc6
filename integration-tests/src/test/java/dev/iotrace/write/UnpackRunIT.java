package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same files out of an archive and out of a package: tar(1) syncs nothing, dpkg(1) every file.
class UnpackRunIT extends RunFixture {
  private static final Map<String, Long> SIZES =
      new TreeMap<>(Map.of("one", 1L, "small", 4_093L, "page", 4_096L, "large", 104_729L));

  private Path tree;

  @BeforeAll
  static void needsDpkg() throws Exception {
    Installed.program("dpkg-deb", "dpkg");
  }

  @BeforeEach
  void makeTree() throws Exception {
    tree = temporary.resolve("tree");
    Path directory = Files.createDirectories(tree.resolve("usr/share/probe"));
    for (Map.Entry<String, Long> each : SIZES.entrySet()) {
      Files.write(directory.resolve(each.getKey()), new byte[Math.toIntExact(each.getValue())]);
    }
  }

  @Test
  void tar() throws Exception {
    Path archive = temporary.resolve("archive.tar");
    RealKernel.run("tar", "-cf", archive.toString(), "-C", tree.toString(), "usr");
    WriteReport report = command.run("tar", "-xf", archive.toString(), "-C", command.mountPoint());
    Charges charges = Charges.of(report);
    assertUnpacked(charges, "");
    assertThat(report.number("/logical/bytes")).isEqualTo(sum());
    assertThat(report.number("/logical/syncs")).isZero();
    assertThat(report.deviceBytes("data")).isEqualTo(Charges.pages(SIZES.values()));
  }

  /// "dpkg ... performs a sync before renaming": each file is written under another name, synced,
  /// and renamed when all are (`tar_deferred_extract`, src/main/archives.c), and so are the files
  /// of its own data base (`atomic_file_sync`, lib/dpkg/atomic-file.c).
  @Test
  void dpkg() throws Exception {
    Path control = Files.createDirectory(tree.resolve("DEBIAN")).resolve("control");
    Files.writeString(
        control,
        """
        Package: probe
        Version: 1
        Architecture: all
        Maintainer: nobody <nobody@localhost>
        Description: files of known sizes
        """);
    Path archive = temporary.resolve("probe.deb");
    RealKernel.run("dpkg-deb", "--root-owner-group", "-b", tree.toString(), archive.toString());
    makeAdministration();
    WriteReport report =
        command.run("dpkg", "--root=" + command.at("root"), "--install", archive.toString());
    Charges charges = Charges.of(report);
    assertUnpacked(charges, "root/");
    for (String each : SIZES.keySet()) {
      assertThat(charges.named("/probe/" + each).syncs()).as(each).isEqualTo(1);
    }
    assertThat(charges.named("/var/lib/dpkg/status").syncs()).isEqualTo(1);
    assertThat(charges.named("/var/lib/dpkg/info/probe.list").syncs()).isEqualTo(1);
    long status = Files.size(Path.of(command.at("root/var/lib/dpkg/status")));
    assertThat(charges.named("/var/lib/dpkg/status").bytes()).isEqualTo(status);
  }

  private void assertUnpacked(Charges charges, String root) {
    SIZES.forEach(
        (name, size) -> {
          Charges file = charges.named("/" + root + "usr/share/probe/" + name);
          assertThat(file.count()).as(name).isEqualTo(1);
          assertThat(file.bytes()).as(name).isEqualTo(size);
          assertThat(file.deviceBytes("data")).as(name).isEqualTo(Charges.pages(size));
        });
  }

  /// What dpkg expects below another root: dpkg(1), "FILES".
  private void makeAdministration() throws IOException, InterruptedException {
    Path administration = Path.of(command.at("root/var/lib/dpkg"));
    Files.createDirectories(administration.resolve("info"));
    Files.createDirectories(administration.resolve("updates"));
    Files.createFile(administration.resolve("status"));
    Files.createFile(administration.resolve("available"));
    command.target().sync();
  }

  private static long sum() {
    return SIZES.values().stream().mapToLong(Long::longValue).sum();
  }
}
