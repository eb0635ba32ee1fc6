package dev.iotrace.machine;

import dev.iotrace.RealKernel;
import dev.iotrace.SmallJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A virtual machine of QEMU's: by KVM on bare metal, else emulated. KVM in a virtual machine is
/// often there and hangs.
///
/// @param directory holds root.img, vmlinuz and initrd
record Machine(Suite suite, Path directory) {
  private static final Path ROOT = Path.of(System.getProperty("iotrace.root"));
  private static final Path SCRIPTS = ROOT.resolve("integration-tests/machines");
  private static final Path APP = ROOT.resolve("app/target");
  private static final int BOOT_SECONDS = 240;
  private static final int EXPERIMENT_SECONDS = 300;
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /// Under emulation `cmpxchg16b` of QEMU 7.2 now and then destroys the flags, and 5-level page
  /// tables only cost time.
  private static final String CPU = "max,cx16=off,la57=off";

  /// The machine of that suite, made when it is not there: that takes minutes.
  static Machine of(Suite suite) throws IOException, InterruptedException {
    Process build =
        new ProcessBuilder("sh", SCRIPTS.resolve("build.sh").toString(), suite.word())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String directory =
        new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (build.waitFor() != 0) {
      throw new IOException("no machine of " + suite.title() + "; why is said above");
    }
    return new Machine(suite, Path.of(directory));
  }

  /// Boots it with fresh disks, runs the plan, and gives what came out. Emulated kernels now and
  /// then die or hang, so there is a second try, which is said.
  ///
  /// @param work an empty directory on a disk
  /// @throws IOException when the machine does not come to the plan's end
  Outcome run(Plan plan, Path work) throws IOException, InterruptedException {
    try {
      return boot(plan, Files.createDirectory(work.resolve("first")));
    } catch (IOException e) {
      System.err.println(e.getMessage() + "\nonce more");
      return boot(plan, Files.createDirectory(work.resolve("second")));
    }
  }

  private Outcome boot(Plan plan, Path work) throws IOException, InterruptedException {
    Path cargo = cargo(plan, work);
    for (String disk : List.of("virtio", "scsi", "second", "through", "nvme")) {
      RealKernel.run("truncate", "-s", "512M", work.resolve(disk).toString());
    }
    int seconds = BOOT_SECONDS + EXPERIMENT_SECONDS * plan.experiments();
    Path serial = Files.createFile(work.resolve("serial.txt"));
    // timeout: should this JVM be killed, the machine ends all the same.
    List<String> command =
        new ArrayList<>(List.of("timeout", "-s", "KILL", Integer.toString(seconds)));
    command.addAll(qemu(work, cargo, serial));
    Process qemu =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(work.resolve("qemu.txt").toFile())
            .start();
    try {
      while (!qemu.waitFor(5, TimeUnit.SECONDS)) {
        Instant last = Files.getLastModifiedTime(serial).toInstant();
        if (last.plus(SILENCE).isBefore(Instant.now())) {
          throw new IOException(suite.title() + " hangs; its last words:\n" + tail(serial));
        }
      }
      RealKernel.run("debugfs", "-R", "rdump /out " + work, cargo.toString());
      Outcome outcome = new Outcome(suite, work.resolve("out"));
      if (qemu.exitValue() != 0 || !outcome.complete()) {
        throw new IOException(
            suite.title()
                + " did not come to the end (QEMU's exit code "
                + qemu.exitValue()
                + "); its last words:\n"
                + tail(work.resolve("qemu.txt"))
                + tail(serial));
      }
      return outcome;
    } finally {
      qemu.descendants().forEach(ProcessHandle::destroyForcibly);
      qemu.destroyForcibly();
    }
  }

  private static Path cargo(Plan plan, Path work) throws IOException, InterruptedException {
    Path load = Files.createDirectories(work.resolve("cargo"));
    Files.createDirectory(load.resolve("out"));
    Files.writeString(load.resolve("plan"), plan.text());
    Files.copy(SCRIPTS.resolve("run.sh"), load.resolve("run.sh"));
    Path app = Files.createDirectory(load.resolve("app"));
    RealKernel.run("cp", "-r", APP + "/iotrace.jar", APP + "/lib", app.toString());
    SmallJava.make(load.resolve("runtime"));
    Path image = work.resolve("cargo.img");
    RealKernel.run("truncate", "-s", "512M", image.toString());
    RealKernel.run("mke2fs", "-q", "-t", "ext4", "-F", "-d", load.toString(), image.toString());
    return image;
  }

  /// Emulated CPUs take turns on one thread: on threads of their own, one of them now and then met
  /// the breakpoint of code that the other was patching, as attaching a probe does, and its kernel
  /// died of it ("Oops: int3").
  private static String accelerator() throws IOException {
    boolean bare = !Files.readString(Path.of("/proc/cpuinfo")).contains(" hypervisor ");
    return bare && Files.isWritable(Path.of("/dev/kvm")) ? "kvm" : "tcg,thread=single";
  }

  private List<String> qemu(Path work, Path cargo, Path serial) throws IOException {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64", "-accel", accelerator()));
    command.addAll(List.of("-cpu", CPU, "-smp", "2", "-m", "2048", "-nodefaults", "-no-reboot"));
    command.addAll(List.of("-display", "none", "-serial", "file:" + serial));
    command.addAll(List.of("-kernel", directory + "/vmlinuz", "-initrd", directory + "/initrd"));
    command.addAll(
        List.of("-append", "console=ttyS0 root=/dev/vda rw init=/init.machine quiet panic=-1"));
    command.addAll(drive(directory.resolve("root.img"), "root", "snapshot=on"));
    command.addAll(List.of("-device", "virtio-blk-pci,drive=root"));
    command.addAll(drive(cargo, "cargo", "snapshot=off"));
    command.addAll(List.of("-device", "virtio-blk-pci,drive=cargo", "-device", "virtio-scsi-pci"));
    Stream.of(
            "virtio-blk-pci,drive=virtio",
            "scsi-hd,drive=scsi,scsi-id=0",
            "scsi-hd,drive=second,scsi-id=1",
            "scsi-hd,drive=through,scsi-id=2,write-cache=off",
            "nvme,drive=nvme,serial=1")
        .forEach(
            device -> {
              String name = device.replaceAll(".*drive=([a-z]*).*", "$1");
              command.addAll(drive(work.resolve(name), name, "snapshot=off"));
              command.addAll(List.of("-device", device));
            });
    return command;
  }

  private static List<String> drive(Path file, String name, String option) {
    String id = "if=none,id=" + name + ",format=raw,cache=unsafe," + option;
    return List.of("-drive", id + ",file=" + file);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines =
        Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())) + "\n";
  }
}
