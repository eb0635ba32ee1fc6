package dev.iotrace.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNumberTest {
  /// The kernel's is `major << 20 | minor`; user land's keeps 8 bits of the minor below the major.
  @ParameterizedTest
  @CsvSource({
    "8:0,          8388608,    2048",
    "8:1,          8388609,    2049",
    "7:0,          7340032,    1792",
    "259:300,      271581484,  1114924",
    "4095:1048575, 4294967295, 4294967295",
  })
  void bothEncodingsMeanTheSameDevice(String text, long kernel, long userland) {
    DeviceNumber number = DeviceNumber.parse(text);
    assertThat(DeviceNumber.ofKernel(kernel)).isEqualTo(number);
    assertThat(DeviceNumber.ofUserland(userland)).isEqualTo(number);
    assertThat(number.kernel()).isEqualTo(kernel);
    assertThat(number).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "8:", ":1", "8:1:2", "-1:0", "4096:0", "0:1048576", "a:b"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> DeviceNumber.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orderIsThatOfTheKernelsEncoding() {
    assertThat(new DeviceNumber(7, 9)).isLessThan(new DeviceNumber(8, 0));
    assertThat(new DeviceNumber(8, 0)).isLessThan(new DeviceNumber(8, 1));
  }
}
