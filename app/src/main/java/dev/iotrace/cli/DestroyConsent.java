package dev.iotrace.cli;

import dev.iotrace.device.DeviceText;
import dev.iotrace.device.Devices;
import dev.iotrace.filesystem.DeviceFacts;
import dev.iotrace.report.SafeText;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;

/// Asks whether a device may be overwritten: shows what it is, its size and serial number among
/// that, and has its name typed.
final class DestroyConsent {
  private final PrintWriter err;
  private final boolean given;

  /// @param given whether the command line says so already
  DestroyConsent(PrintWriter err, boolean given) {
    this.err = err;
    this.given = given;
  }

  /// Comes back when the user agrees.
  ///
  /// @param path as the user named it
  /// @throws OptionRefused when not, or when there is nobody to ask
  void obtain(String path, DeviceFacts device) {
    Devices shown = new Devices(Devices.SCHEMA, path, List.of(device));
    DeviceText.lines(shown, Terminal.columns()).forEach(err::println);
    if (device.serial() == null) {
      err.println("  serial       none known");
    }
    err.flush();
    if (given) {
      return;
    }
    Console console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new OptionRefused(
                        "--existing " + path + " --destroy-data",
                        "there is no terminal to confirm it on",
                        "look at the device above, then add --yes"));
    String name = SafeText.of(device.name());
    String typed =
        console.readLine("Its data will be overwritten. Type its name, %s, to go on: ", name);
    if (typed == null || !typed.strip().equals(name)) {
      throw new OptionRefused(
          "--existing " + path + " --destroy-data",
          "it was not confirmed, and nothing was written",
          "type the name of the device that is meant");
    }
  }
}
