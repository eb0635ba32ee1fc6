package dev.iotrace.lab;

import dev.iotrace.report.Words;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a learner is asked to predict: a number, in bytes, in seconds, or of things that are
/// counted.
///
/// @param noun what is counted, in the singular; of no meaning for the others
public record Prediction(Kind kind, String noun) {
  private static final Pattern NUMBER =
      Pattern.compile("(?:about|around|ca\\.?|~)? *(\\d{1,15}(?:\\.\\d{1,9})?) *([a-zµ]{0,12})");
  private static final Pattern SEPARATOR = Pattern.compile("(?<=\\d)[ ,._'](?=\\d{3}(?!\\d))");
  private static final double NANOS = 1e9;

  /// A number to show how one is written.
  public static final double SAMPLE = 20;

  /// What a number means.
  public enum Kind {
    BYTES,
    SECONDS,
    COUNT
  }

  static Prediction bytes() {
    return new Prediction(Kind.BYTES, "byte");
  }

  static Prediction seconds() {
    return new Prediction(Kind.SECONDS, "second");
  }

  static Prediction count(String noun) {
    return new Prediction(Kind.COUNT, noun);
  }

  /// What the learner typed, in bytes, seconds or pieces; empty when that cannot be told. Takes
  /// `64k`, `65,536 bytes`, `about 30 s`, `20ms`; separators of thousands as people write them.
  public OptionalDouble parse(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    if (kind != Kind.SECONDS) {
      text = SEPARATOR.matcher(text).replaceAll("");
    }
    Matcher number = NUMBER.matcher(text.replace(',', '.'));
    if (!number.matches()) {
      return OptionalDouble.empty();
    }
    double factor = factor(number.group(2));
    return factor > 0
        ? OptionalDouble.of(Double.parseDouble(number.group(1)) * factor)
        : OptionalDouble.empty();
  }

  /// What the unit is worth; 0 when it is none.
  private double factor(String unit) {
    return switch (kind) {
      case BYTES ->
          switch (unit) {
            case "", "b", "byte", "bytes" -> 1;
            case "k", "kb", "kib" -> 1L << 10;
            case "m", "mb", "mib" -> 1L << 20;
            case "g", "gb", "gib" -> 1L << 30;
            default -> 0;
          };
      case SECONDS ->
          switch (unit) {
            case "", "s", "sec", "second", "seconds" -> 1;
            case "ms", "millisecond", "milliseconds" -> 1e-3;
            case "us", "µs", "microseconds" -> 1e-6;
            case "ns", "nanoseconds" -> 1e-9;
            case "m", "min", "minute", "minutes" -> 60;
            default -> 0;
          };
      case COUNT ->
          unit.isEmpty() || unit.equals("x") || unit.equals("times") || unit.startsWith(noun)
              ? 1
              : 0;
    };
  }

  /// A number of them in words.
  public String say(double value) {
    return switch (kind) {
      case BYTES, COUNT -> Words.count(Math.round(value), noun);
      case SECONDS -> Words.duration(Math.round(value * NANOS));
    };
  }

  /// What the prediction was worth.
  String judge(double predicted, double measured) {
    if (Double.isNaN(measured)) {
      return "You predicted " + say(predicted) + "; within the trace it did not come to that.";
    }
    String said = "You predicted " + say(predicted) + "; it was " + say(measured) + ". ";
    return switch (Judgement.of(predicted, measured)) {
      case RIGHT -> said + "Right.";
      case CLOSE -> said + "Within a factor of two: well thought.";
      case FAR ->
          said
              + "Far off, as most first predictions of this are; the rest of this page is for you.";
    };
  }
}
