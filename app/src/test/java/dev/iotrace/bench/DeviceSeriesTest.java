package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.filesystem.DeviceCounters;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceSeriesTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final int SAMPLES = 5;

  private final AtomicLong readings = new AtomicLong();

  /// Each reading is one request of 8 sectors more.
  private DeviceCounters next() {
    long reading = readings.incrementAndGet();
    return DeviceCounters.parse(
        "0 0 0 0 %d 0 %d 0 0 0 0 0 0 0 0 0 0".formatted(reading, 8 * reading));
  }

  @Test
  void samplesFollowOneAnotherWithoutGapsAndAddUpToTheWhole() throws Exception {
    List<DeviceSample> samples = new CopyOnWriteArrayList<>();
    CountDownLatch enough = new CountDownLatch(SAMPLES);
    DeviceSeries series =
        DeviceSeries.start(
            new DeviceSeries.Source(this::next, 1),
            SHORT,
            sample -> {
              samples.add(sample);
              enough.countDown();
            });
    try (series) {
      enough.await();
    }
    assertThat(series.failure()).isEmpty();
    assertThat(samples.getFirst().fromNs()).isZero();
    for (int i = 1; i < samples.size(); i++) {
      assertThat(samples.get(i).fromNs()).isEqualTo(samples.get(i - 1).toNs());
      assertThat(samples.get(i).toNs()).isGreaterThan(samples.get(i).fromNs());
    }
    assertThat(samples.stream().mapToLong(it -> it.change().writes().requests()).sum())
        .isEqualTo(readings.get() - 1);
  }

  @Test
  void whatIsClosedAtOnceHasOneSample() {
    List<DeviceSample> samples = new CopyOnWriteArrayList<>();
    DeviceSeries.start(new DeviceSeries.Source(this::next, 1), Duration.ofDays(1), samples::add)
        .close();
    assertThat(samples).hasSize(1);
  }

  @Test
  void sinkThatFailsEndsTheSeriesAndNothingElse() {
    DeviceSeries series =
        DeviceSeries.start(
            new DeviceSeries.Source(this::next, 1),
            SHORT,
            _ -> {
              throw new IllegalStateException("full");
            });
    series.close();
    assertThat(series.failure()).get().asString().contains("full");
  }

  @Test
  void csvHasAColumnForEachField() throws Exception {
    StringWriter out = new StringWriter();
    SeriesCsv csv = new SeriesCsv(out);
    csv.accept(
        new DeviceSample(
            0,
            1_000_000_000,
            DeviceCounters.parse("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"),
            1));
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(1))
        .isEqualTo(
            "0,1000000000,1,1536,2,5,3584,6,12,7168,16,9,10,11,"
                + "0.667,18.000,0.005,4.000,1.600,0.011,1.000,6.000,16.000,1.063");
    assertThat(lines.get(0).split(",")).hasSameSizeAs(lines.get(1).split(","));
  }

  @Test
  void lineFitsIntoEightyColumnsBelowItsHeader() {
    String line =
        SeriesText.line(
            new DeviceSample(
                0,
                1_000_000_000,
                DeviceCounters.parse(
                    "9999 0 9999000 99990 999 9999 99900 999 0 1000 9999 0 0 0 0 9 99"),
                1));
    assertThat(line).hasSameSizeAs(SeriesText.HEADER).hasSizeLessThanOrEqualTo(80);
  }
}
