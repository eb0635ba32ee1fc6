package dev.iotrace.container;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `docker run` line of the README: what it gives a container, flag by flag.
record RunLine(List<Flag> flags) {
  private static final Pattern LINE =
      Pattern.compile("^ {4}docker run --rm ((?:.*\\\\\n)*.*) IMAGE ", Pattern.MULTILINE);

  /// A name and its value, which may be quoted.
  private static final Pattern FLAG =
      Pattern.compile("(--?\\S+)\\s+(?:'([^']*)'|\"([^\"]*)\"|(\\S+))");

  /// @param name with its dashes
  record Flag(String name, String value) {
    /// What the shell would take for `$PWD` in the clone.
    private static final String CLONE = System.getProperty("iotrace.root");

    private void apply(HostConfig to) {
      switch (name) {
        case "--network" -> to.withNetworkMode(value);
        case "--pid" -> to.withPidMode(value);
        case "--cap-drop" -> to.withCapDrop(Capability.valueOf(value));
        case "--cap-add" -> to.withCapAdd(Capability.valueOf(value));
        case "--security-opt" -> to.withSecurityOpts(List.of(value));
        case "--device" -> to.withDevices(new Device("rwm", value, value));
        case "--device-cgroup-rule" -> to.withDeviceCgroupRules(List.of(value));
        case "-v" -> {
          List<Bind> binds = new ArrayList<>(List.of(to.getBinds()));
          binds.add(Bind.parse(value.replace("$PWD", CLONE)));
          to.setBinds(binds.toArray(Bind[]::new));
        }
        default -> throw new AssertionError("the test does not know " + this);
      }
    }

    /// As it is typed.
    @Override
    public String toString() {
      return name + " " + (value.contains(" ") ? "'" + value + "'" : value);
    }
  }

  static RunLine ofReadme() throws IOException {
    String readme = Files.readString(Path.of(Flag.CLONE, "README.md"));
    Matcher line = LINE.matcher(readme);
    if (!line.find()) {
      throw new AssertionError("README.md shows no docker run");
    }
    String options = line.group(1).replace("\\\n", " ");
    List<Flag> flags =
        FLAG.matcher(options).results().map(it -> new Flag(it.group(1), quoted(it))).toList();
    return new RunLine(flags);
  }

  private static String quoted(MatchResult flag) {
    for (int i = 2; i < flag.groupCount(); i++) {
      if (flag.group(i) != null) {
        return flag.group(i);
      }
    }
    return flag.group(flag.groupCount());
  }

  /// The line without this flag.
  RunLine without(Flag flag) {
    return new RunLine(flags.stream().filter(it -> !it.equals(flag)).toList());
  }

  /// Gives the container what the line gives.
  void apply(HostConfig to) {
    flags.forEach(flag -> flag.apply(to));
  }
}
