package dev.iotrace.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Somebody who looks on.
interface Tool {
  /// Its name in the table.
  String name();

  /// Runs the load while it looks on. What it needs to start and to end is not in the time.
  ///
  /// @throws NotHere when that does not work on this host
  Observed observe(Load load, Place place) throws IOException, InterruptedException, NotHere;

  /// What came of it.
  ///
  /// @param seconds that the load took
  /// @param lost events that the tool says it has lost; negative when it cannot lose any
  record Observed(double seconds, long lost) {
    static final long NEVER = -1;
  }

  /// Nobody.
  record Nobody() implements Tool {
    @Override
    public String name() {
      return "nobody";
    }

    @Override
    public Observed observe(Load load, Place place) throws IOException, InterruptedException {
      return new Observed(place.time(load), Observed.NEVER);
    }
  }

  /// One that starts the load's command.
  ///
  /// @param prefix its own words, which the load's follow
  /// @param lost what it has lost
  record Starting(String name, Function<Place, List<String>> prefix, Losses lost) implements Tool {
    @Override
    public Observed observe(Load load, Place place)
        throws IOException, InterruptedException, NotHere {
      List<String> command = new ArrayList<>(prefix.apply(place));
      command.addAll(place.command(load));
      Files.deleteIfExists(place.times());
      Process process = place.start(command);
      process.waitFor();
      if (Files.notExists(place.times())) {
        throw new NotHere(Shell.reason(place.stderr()));
      }
      return new Observed(load.seconds(place.times()), lost.read(place));
    }
  }

  /// One that runs beside it.
  record Beside(String name, Function<Place, List<String>> command, Ready ready, Losses lost)
      implements Tool {
    @Override
    public Observed observe(Load load, Place place)
        throws IOException, InterruptedException, NotHere {
      Process process = place.start(command.apply(place));
      double seconds;
      try {
        Shell.await(process, place.stderr(), () -> ready.isReady(place));
        seconds = place.time(load);
        if (!process.isAlive() || Shell.attachedNothing(place.stderr())) {
          throw new NotHere(Shell.reason(place.stderr()));
        }
      } finally {
        Shell.interrupt(process);
      }
      return new Observed(seconds, lost.read(place));
    }
  }

  /// How a tool tells what it has lost.
  @FunctionalInterface
  interface Losses {
    long read(Place place) throws IOException;

    /// The sum of a number that it prints.
    static Losses printed(Function<Place, Path> where, String pattern) {
      Pattern compiled = Pattern.compile(pattern);
      return place -> Shell.sum(where.apply(place), compiled);
    }
  }

  /// How it is seen that a tool has attached all that it attaches.
  @FunctionalInterface
  interface Ready {
    boolean isReady(Place place) throws IOException;
  }
}
