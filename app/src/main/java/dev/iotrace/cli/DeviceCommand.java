package dev.iotrace.cli;

import dev.iotrace.device.DeviceRefused;
import dev.iotrace.device.DeviceText;
import dev.iotrace.device.Devices;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace device`: what a block device is and can, and what it stands on.
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what a block device is and can, and what it stands on.",
      "Size, serial number, sectors, write cache, FUA, alignment. Reads only what the",
      "kernel says; needs no root."
    })
final class DeviceCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "A device such as /dev/sda1, or any path: the device below it.")
  Path path = Path.of("");

  @Option(names = "--json", description = "The answer as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Devices devices = Devices.of(HostTree.LIVE, path.toString(), number());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonDocument.write(devices, out);
    } else {
      DeviceText.lines(devices, Terminal.columns()).forEach(out::println);
    }
    out.flush();
    return ExitCode.DONE.number();
  }

  private DeviceNumber number() throws IOException {
    try {
      Statx stat = Stat.of(path.toRealPath());
      return stat.isBlockDevice()
          ? new DeviceNumber(stat.ownMajor(), stat.ownMinor())
          : new DeviceNumber(stat.deviceMajor(), stat.deviceMinor());
    } catch (ErrnoException refused) {
      throw DeviceRefused.unreadable(path.toString(), String.valueOf(refused.getMessage()));
    } catch (IOException missing) {
      throw DeviceRefused.unreadable(path.toString(), "there is no such file");
    }
  }
}
