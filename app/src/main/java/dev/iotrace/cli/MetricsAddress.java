package dev.iotrace.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Where to listen: `127.0.0.1:9464`, `[::1]:9464`; `:9464` and `9464` are this machine's own.
final class MetricsAddress implements ITypeConverter<InetSocketAddress> {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*):)?([0-9]{1,5})");
  private static final int MOST_PORT = 65_535;

  @Override
  public InetSocketAddress convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST_PORT) {
      throw new TypeConversionException(
          "'" + text + "' is not an address such as 127.0.0.1:9464 or :9464");
    }
    String host = matcher.group(1) == null ? "" : matcher.group(1);
    try {
      InetAddress address =
          host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
      return new InetSocketAddress(address, Integer.parseInt(matcher.group(2)));
    } catch (UnknownHostException e) {
      throw new TypeConversionException("'" + host + "' is no address of this machine");
    }
  }
}
