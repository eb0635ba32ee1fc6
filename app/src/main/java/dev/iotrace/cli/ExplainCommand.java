package dev.iotrace.cli;

import static dev.iotrace.event.SectorRange.SECTOR_BYTES;

import dev.iotrace.explain.Explanation;
import dev.iotrace.explain.ExplanationText;
import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.Layout;
import dev.iotrace.layout.LayoutRefused;
import dev.iotrace.layout.Structure;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace explain`: what stands at a sector, by the file system's own structures.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what stands at a sector or block of ext4, XFS or btrfs.",
      "Which part of the file system, which inode, which transaction. Reads only."
    },
    footer = {
      "",
      "A sector has 512 bytes and counts from the beginning of the image or device, a",
      "block counts from the beginning of the file system."
    })
final class ExplainCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  ExplainSource source = new ExplainSource();

  @ArgGroup(multiplicity = "1")
  ExplainPlaces places = new ExplainPlaces();

  @Option(
      names = "--offset",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Where the file system begins, in bytes. Default: ${DEFAULT-VALUE}.")
  long offset;

  @Option(names = "--json", description = "The answer as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (offset % SECTOR_BYTES != 0) {
      throw new OptionRefused(
          "cannot begin at --offset " + offset,
          "it is no multiple of " + SECTOR_BYTES,
          "name the byte where the partition begins");
    }
    try (Image image = source.open(offset)) {
      Layout layout = Layout.open(image);
      show(explanations(image, layout), spec.commandLine().getOut());
      PrintWriter err = spec.commandLine().getErr();
      layout.notes().forEach(note -> err.println("iotrace: " + SafeText.of(note)));
    }
    return ExitCode.DONE.number();
  }

  private List<Explanation> explanations(Image image, Layout layout) {
    long firstSector = offset / SECTOR_BYTES;
    int blockSectors = layout.blockBytes() / SECTOR_BYTES;
    List<Long> sectors = places.sectors(firstSector, blockSectors);
    List<Long> blocks = new ArrayList<>();
    List<Long> within = new ArrayList<>();
    for (long sector : sectors) {
      long block = Math.floorDiv(sector - firstSector, blockSectors);
      if (block < 0 || block >= layout.blocks()) {
        throw LayoutRefused.usage(
            image,
            "sector " + sector + " is not in its file system",
            "name sectors from "
                + firstSector
                + " to "
                + (firstSector + layout.blocks() * blockSectors - 1));
      }
      blocks.add(block);
      within.add(sector - firstSector);
    }
    try {
      List<Structure> structures = layout.atSectors(within);
      List<Explanation> explanations = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        explanations.add(new Explanation(sectors.get(i), blocks.get(i), structures.get(i)));
      }
      return explanations;
    } catch (Damaged damaged) {
      throw LayoutRefused.damaged(image, damaged);
    }
  }

  private void show(List<Explanation> explanations, PrintWriter out) throws IOException {
    if (json) {
      JsonDocument.write(explanations, out);
    } else {
      ExplanationText.lines(explanations, Terminal.columns()).forEach(out::println);
    }
    out.flush();
  }
}
