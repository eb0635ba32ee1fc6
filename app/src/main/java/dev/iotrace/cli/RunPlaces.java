package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The file systems on which somebody is followed: those that the user names, or else those that a
/// command or a process is seen to have to do with. No other is touched, for to be followed a file
/// system is synced first and its files are looked at.
final class RunPlaces {
  private final Detail detail;
  private final Map<DeviceNumber, RunPlace> places = new LinkedHashMap<>();

  /// A command may have ten thousand words, most of them in one directory.
  private final Set<Path> looked = new HashSet<>();

  private RunPlaces(Detail detail) {
    this.detail = detail;
  }

  /// Those of these directories.
  ///
  /// @throws Refusal when one of them cannot be
  static List<RunPlace> named(List<Path> directories, Detail detail) {
    RunPlaces places = new RunPlaces(detail);
    directories.forEach(directory -> places.add(RunPlace.of(directory, detail, true)));
    return places.all();
  }

  /// That of the current directory, and those of the files and directories that are among a
  /// command's words, as `cp` and `dd of=` have them.
  ///
  /// @throws Refusal when nobody can be followed on any of them
  static List<RunPlace> of(List<String> command, Detail detail) {
    Path here = Path.of("").toAbsolutePath();
    RunPlaces places = new RunPlaces(detail);
    places.seen(here);
    for (String word : command.subList(1, command.size())) {
      places.seen(here, word);
      places.seen(here, word.substring(word.indexOf('=') + 1));
    }
    return places.orRefused(here);
  }

  /// Those of the files that a process has open for writing, and that of its directory, unless that
  /// is `/`, where daemons live.
  ///
  /// @throws Refusal when nobody can be followed on any of them
  static List<RunPlace> of(int processId, Detail detail) {
    Path process = Path.of("/proc", Integer.toString(processId));
    RunPlaces places = new RunPlaces(detail);
    Path directory = process.resolve("cwd");
    if (!isRoot(directory)) {
      places.seen(directory);
    }
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      open.filter(Files::isRegularFile).filter(RunPlaces::isWritten).forEach(places::seen);
    } catch (IOException ended) {
      // What it had open is not known any more.
    }
    return places.orRefused(directory);
  }

  private static boolean isRoot(Path link) {
    try {
      return link.toRealPath().getNameCount() == 0;
    } catch (IOException gone) {
      return true;
    }
  }

  /// By the access mode, the last two bits of the octal flags (proc_pid_fdinfo(5)).
  private static boolean isWritten(Path descriptor) {
    Path info = descriptor.resolveSibling("../fdinfo").resolve(descriptor.getFileName());
    try (Stream<String> lines = Files.lines(info)) {
      return lines.anyMatch(line -> line.matches("flags:\\s*[0-7]*[1256]"));
    } catch (IOException | UncheckedIOException closed) {
      return false;
    }
  }

  private void seen(Path here, String word) {
    try {
      if (!word.isEmpty() && !word.startsWith("-")) {
        seen(here.resolve(word));
      }
    } catch (InvalidPathException noPath) {
      // So it names no file.
    }
  }

  /// A file that may be new has a directory, at least.
  private void seen(Path path) {
    try {
      Path real = Files.exists(path) ? path.toRealPath() : path.getParent();
      Path directory = real == null || Files.isDirectory(real) ? real : real.getParent();
      if (directory != null && Files.isDirectory(directory) && looked.add(directory)) {
        add(RunPlace.of(directory, detail, false));
      }
    } catch (IOException | Refusal notForUs) {
      // Then what goes there is only counted.
    }
  }

  private void add(RunPlace place) {
    places.merge(place.number(), place, (first, next) -> first.with(next.directories().getFirst()));
  }

  private List<RunPlace> all() {
    return new ArrayList<>(places.values());
  }

  private List<RunPlace> orRefused(Path directory) {
    return places.isEmpty() ? List.of(RunPlace.of(directory, detail, true)) : all();
  }
}
