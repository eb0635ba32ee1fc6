package dev.iotrace.syscall;

/// The instruction sets whose system call numbers, flags and struct layouts were checked.
enum Machine {
  X86_64,
  AARCH64;

  /// The machine this program runs on.
  ///
  /// @throws UnsupportedOperationException on any other machine or system: a flag of another
  ///   machine would silently mean something else
  static Machine current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Machine of(String system, String machine) {
    return switch (system + " " + machine) {
      case "Linux amd64", "Linux x86_64" -> X86_64;
      case "Linux aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "iotrace knows Linux on x86_64 and aarch64, not " + system + " on " + machine);
    };
  }
}
