package dev.iotrace.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a lab found in its reports: the figures that its words leave open, its tables and pictures,
/// and whether they are what is known of this kernel.
final class Findings {
  private final double measured;
  private final Map<String, String> words = new HashMap<>();
  private final Map<String, List<String>> listings = new HashMap<>();
  private final List<Band> bands = new ArrayList<>();

  /// @param measured what was to be predicted, in its unit
  Findings(double measured) {
    this.measured = measured;
  }

  /// Fills in a word.
  Findings say(String name, String text) {
    words.put(name, text);
    return this;
  }

  /// Fills in lines; none leave nothing.
  Findings show(String name, List<String> lines) {
    listings.put(name, List.copyOf(lines));
    return this;
  }

  /// Compares with what is known.
  Findings expect(Band band) {
    bands.add(band);
    return this;
  }

  double measured() {
    return measured;
  }

  Map<String, String> words() {
    return words;
  }

  Map<String, List<String>> listings() {
    return listings;
  }

  List<Band> bands() {
    return bands;
  }
}
