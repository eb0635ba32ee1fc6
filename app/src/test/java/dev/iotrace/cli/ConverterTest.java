package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConverterTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4, 4",
    "4k, 4096",
    "4K, 4096",
    "4KiB, 4096",
    "1m, 1048576",
    "2g, 2147483648",
    "1t, 1099511627776",
    "8388607t, 9223370937343148032",
    "512b, 512",
  })
  void sizeIsInPowersOf1024(String text, long bytes) {
    assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "k", "-1", "1.5k", "4 k", "4kk", "1e3", "٤", "8388608t", "9000000000g"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> new SizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "90, PT90S",
    "90s, PT90S",
    "10us, PT0.00001S",
    "500ms, PT0.5S",
    "2m, PT2M",
    "1H, PT1H",
  })
  void durationIsANumberWithAUnit(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5s", "1 s", "1d", "forever", "٣s", "10000000000"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "9464, 127.0.0.1, 9464",
    ":9464, 127.0.0.1, 9464",
    "0, 127.0.0.1, 0",
    "0.0.0.0:9464, 0.0.0.0, 9464",
    "[::1]:65535, 0:0:0:0:0:0:0:1, 65535",
  })
  void metricsAreForThisMachineUnlessAnAddressIsNamed(String text, String host, int port) {
    InetSocketAddress address = new MetricsAddress().convert(text);
    assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
    assertThat(address.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "65536", "host:", "::1:9464", "-1", "[::1]9464", "a b:1"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> new MetricsAddress().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'");
  }
}
