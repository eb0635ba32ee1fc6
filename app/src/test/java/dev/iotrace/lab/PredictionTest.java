package dev.iotrace.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4|4",
        "64k|65536",
        "64 KiB|65536",
        "65,536|65536",
        "65.536 bytes|65536",
        "65 536 Bytes|65536",
        "1'048'576|1048576",
        "about 80 kb|81920",
        "~1m|1048576",
        "0|0",
        "1.5k|1536",
      })
  void bytesAreReadAsPeopleWriteThem(String typed, double bytes) {
    assertThat(Prediction.bytes().parse(typed)).hasValue(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "36|36",
        "0.5|0.5",
        "0,5 s|0.5",
        "20ms|0.02",
        "300 µs|0.0003",
        "1 min|60",
        "5 ns|5e-9"
      })
  void timesAreReadAsPeopleWriteThem(String typed, double seconds) {
    assertThat(Prediction.seconds().parse(typed).orElseThrow()).isCloseTo(seconds, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8 times", "8x", "8 time"})
  void piecesAreCounted(String typed) {
    assertThat(Prediction.count("time").parse(typed)).hasValue(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-4",
        "many",
        "NaN",
        "Infinity",
        "4 parsecs",
        "0x10",
        "1e9",
        "4k4",
        "k",
        "4 4k k",
        "99999999999999999999999999999999",
        "\u001b[31m4",
        "4\u0000",
        "٤",
        "--help",
        "'",
        "4\n5",
      })
  void whatIsNoNumberIsNotUnderstood(String typed) {
    assertThat(Prediction.bytes().parse(typed)).isEmpty();
    assertThat(Prediction.seconds().parse(typed)).isEmpty();
    assertThat(Prediction.count("flush").parse(typed)).isEmpty();
  }

  @Test
  void anythingTypedIsEitherANumberThatCanBeJudgedOrNotUnderstood() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String letters = "0123456789.,_' kmgbsµx~-+eE\u001b\u202e\u0000éabout";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder typed = new StringBuilder();
      for (int letter = random.nextInt(20); letter > 0; letter--) {
        typed.append(letters.charAt(random.nextInt(letters.length())));
      }
      for (Prediction each :
          new Prediction[] {Prediction.bytes(), Prediction.seconds(), Prediction.count("block")}) {
        each.parse(typed.toString())
            .ifPresent(
                value -> {
                  assertThat(value).as("seed %d: %s", seed, typed).isFinite().isNotNegative();
                  assertThat(each.judge(value, 4096)).startsWith("You predicted ");
                });
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100, RIGHT",
    "109, 100, RIGHT",
    "91, 100, RIGHT",
    "112, 100, CLOSE",
    "200, 100, CLOSE",
    "50, 100, CLOSE",
    "201, 100, FAR",
    "49, 100, FAR",
    "0, 100, FAR",
    "0, 0, RIGHT",
    "1, 0, FAR",
  })
  void bandsAreATenthAndAFactorOfTwo(double predicted, double measured, Judgement judgement) {
    assertThat(Judgement.of(predicted, measured)).isEqualTo(judgement);
  }

  @Test
  void judgementNamesBothFiguresAndIsKind() {
    assertThat(Prediction.bytes().judge(4, 81_920))
        .isEqualTo(
            "You predicted 4 bytes; it was 81,920 bytes. Far off, as most first predictions of"
                + " this are; the rest of this page is for you.");
    assertThat(Prediction.seconds().judge(30, 36.5)).contains("30.000 s; it was 36.500 s.");
    assertThat(Prediction.count("flush").judge(1, 2)).contains("1 flush; it was 2 flushes.");
  }

  @Test
  void whatWasNotMeasuredIsNotJudged() {
    assertThat(Prediction.seconds().judge(30, Double.NaN))
        .isEqualTo("You predicted 30.000 s; within the trace it did not come to that.");
  }
}
