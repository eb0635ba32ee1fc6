package dev.iotrace.cli;

import dev.iotrace.copy.Copier;
import dev.iotrace.copy.CopyResult;
import dev.iotrace.copy.CopySpec;
import dev.iotrace.copy.CopyText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace copy`: copies a file by one of many ways.
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = "Copies a file by a way of your choice, and tells what it took. Needs no root.",
    footer = {
      "",
      "Strategies:",
      "  auto             copy_file_range, read-write-256 where the kernel cannot",
      "  read-write-1k    pread and pwrite of 1 KiB; read-write-1, -4, -16 and -256 of",
      "                   so many blocks (st_blksize)",
      "  mmap-write       pwrite from the mapped source",
      "  mmap             from one mapping to the other",
      "  splice           through a pipe",
      "  sendfile, copy-file-range",
      "  reflink          FICLONE: both files share their blocks",
      "  direct           O_DIRECT on both sides",
      "",
      "The source is as long as it was when it was opened; when it is shorter at the",
      "end, the copy has failed. However a copy ends, Ctrl-C included, the new file",
      "stays and holds the first bytes of the source, and no others."
    })
final class CopyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SRC", description = "A regular file.")
  Path source = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DST",
      description = "A new file, or a directory: into it under the name of SRC.")
  Path destination = Path.of("");

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "How the bytes get there; see below. Default: ${DEFAULT-VALUE}.")
  String strategy = "auto";

  @Mixin CopyOptions options = new CopyOptions();

  @Option(
      names = "--verify",
      description =
          "Compare both files afterwards, byte by byte; with --sync the copy as the device has it."
              + " Exit code 1 when they differ.")
  boolean verify;

  @Option(names = "--sync", description = "End with fsync.")
  boolean sync;

  @Option(
      names = "--force",
      description = "Remove an existing DST first, when it is a regular file.")
  boolean force;

  @Option(
      names = "--reserve",
      paramLabel = "N",
      converter = SizeConverter.class,
      description =
          "What must stay free in the file system of DST: 10g. Looked at before each 16 MiB; the"
              + " copy stops before it would be less.")
  @Nullable Long reserve;

  @Option(names = "--quiet", description = "No progress, and no words at a good end.")
  boolean quiet;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr(), quiet, false);
    CopySpec copy =
        new CopySpec(
            source,
            destination,
            CopyOptions.strategy(strategy),
            options.advice(),
            options.preallocation(),
            options.sparse,
            verify,
            sync,
            force,
            reserve == null ? OptionalLong.empty() : OptionalLong.of(reserve));
    try (Cancellation cancellation = Cancellation.install()) {
      CopyResult result;
      try (CopyProgress watcher = new CopyProgress(progress, cancellation)) {
        result = Copier.run(copy, watcher);
      }
      if (!quiet || !result.complete()) {
        CopyText.lines(result, Terminal.columns()).forEach(out::println);
        out.flush();
      }
      return end(result).number();
    }
  }

  private static ExitCode end(CopyResult result) {
    result
        .stopped()
        .ifPresent(
            it -> {
              throw it;
            });
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return result.differs() ? ExitCode.CHECK_FAILED : ExitCode.DONE;
  }
}
