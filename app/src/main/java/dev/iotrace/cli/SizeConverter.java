package dev.iotrace.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Bytes as people write them: `4`, `4k`, `1m`, `2g`; powers of 1024.
final class SizeConverter implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})([kmgt]?)(i?b)?");
  private static final String UNITS = "kmgt";
  private static final int UNIT_BITS = 10;

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not a size such as 4, 4k, 1m or 2g");
    }
    long number = Long.parseLong(matcher.group(1));
    int shift = (UNITS.indexOf(matcher.group(2)) + 1) * UNIT_BITS;
    long bytes = matcher.group(2).isEmpty() ? number : number << shift;
    if (!matcher.group(2).isEmpty() && bytes >> shift != number) {
      throw new TypeConversionException("'" + text + "' is more than 2^63 bytes");
    }
    return bytes;
  }
}
