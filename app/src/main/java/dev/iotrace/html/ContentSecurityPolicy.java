package dev.iotrace.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// What the page may do: run these scripts, use this style, and nothing else. It loads nothing,
/// sends nothing, and no text that got into it by a name can run. Content Security Policy Level 3,
/// 6.7.2: a source is known by the SHA-256 of its element's text.
final class ContentSecurityPolicy {
  private ContentSecurityPolicy() {}

  /// The policy for a page of these elements.
  static String of(List<String> scripts, String style) {
    return "default-src 'none'; script-src "
        + scripts.stream().map(ContentSecurityPolicy::source).collect(Collectors.joining(" "))
        + "; style-src "
        + source(style)
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String source(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
