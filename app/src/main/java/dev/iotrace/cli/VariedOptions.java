package dev.iotrace.cli;

import dev.iotrace.compare.Setting;
import dev.iotrace.scratch.ScratchItem;
import dev.iotrace.workload.OpenFlag;
import dev.iotrace.workload.Sync;
import dev.iotrace.workload.WorkloadSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// What `iotrace compare` varies: every place with every sync and every set of open flags.
final class VariedOptions {
  private static final String NONE = "none";

  @Option(
      names = "--scratch",
      paramLabel = "LIST",
      description =
          "Write on file systems made for each run: TYPE or TYPE[OPTIONS], separated by commas,"
              + " as in ext4,ext4[mount=data=journal],ext4[mkfs=-O ^has_journal],xfs. OPTIONS are"
              + " those of 'iotrace write --scratch'. Default: ext4,xfs,btrfs.")
  List<String> scratch = List.of();

  @Option(
      names = "--target",
      paramLabel = "DIR",
      split = ",",
      description = "Write on these real file systems, too.")
  List<Path> targets = List.of();

  @Option(
      names = "--sync",
      paramLabel = "CALL",
      split = ",",
      description =
          "Calls after each write, one for each run: none, fsync, fdatasync, sync_file_range,"
              + " syncfs. Default: none.")
  List<String> syncs = List.of();

  @Option(
      names = "--open-flags",
      paramLabel = "FLAGS",
      split = ",",
      description =
          "Open flags, one set for each run: none, direct, dsync, sync, append, or several by"
              + " direct+dsync. Default: none.")
  List<String> openFlags = List.of();

  /// Every combination.
  ///
  /// @throws dev.iotrace.event.Refusal when one of them makes no sense
  List<Variant> variants(WriteOptions writes) {
    List<Variant> all = new ArrayList<>();
    for (Site site : sites()) {
      for (String word : syncs.isEmpty() ? List.of(NONE) : syncs) {
        Sync sync = Words.of(Sync.class, "--sync", word);
        for (String set : openFlags.isEmpty() ? List.of(NONE) : openFlags) {
          Set<OpenFlag> flags =
              set.equalsIgnoreCase(NONE)
                  ? Set.of()
                  : WorkloadOptions.flags(List.of(set.split("\\+", -1)));
          WorkloadSpec workload = writes.spec(flags, sync, Optional.empty());
          all.add(new Variant(site.setting(lower(sync), flags), workload, site.finding()));
        }
      }
    }
    return all;
  }

  /// A place before it is known how it is written to.
  private record Site(String scratch, String target, Place.Finding finding) {
    Setting setting(String sync, Set<OpenFlag> flags) {
      List<String> words = flags.stream().sorted().map(VariedOptions::lower).toList();
      return new Setting(
          scratch.isEmpty() ? null : scratch, target.isEmpty() ? null : target, sync, words);
    }
  }

  private List<Site> sites() {
    List<Site> sites = new ArrayList<>();
    boolean named = !scratch.isEmpty() || !targets.isEmpty();
    for (String list : named ? scratch : List.of("ext4,xfs,btrfs")) {
      for (ScratchItem item : ScratchItem.parseList(list)) {
        sites.add(new Site(item.text(), "", run -> Place.scratch(item.spec(), run)));
      }
    }
    for (Path target : targets) {
      sites.add(new Site("", target.toString(), _ -> Place.directory(target)));
    }
    return sites;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
