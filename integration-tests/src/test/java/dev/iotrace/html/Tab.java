package dev.iotrace.html;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A tab of Chromium, and all that goes wrong in it.
final class Tab {
  private final DevTools devTools;
  private final String session;
  private final int width;

  private Tab(DevTools devTools, String session, int width) {
    this.devTools = devTools;
    this.session = session;
    this.width = width;
  }

  static Tab open(DevTools devTools, int width, int height) throws Exception {
    String target =
        devTools
            .call("", "Target.createTarget", Map.of("url", "about:blank"))
            .get("targetId")
            .asString();
    String session =
        devTools
            .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asString();
    Tab tab = new Tab(devTools, session, width);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      tab.call(domain + ".enable", Map.of());
    }
    tab.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return tab;
  }

  /// Opens a page from disk, and waits until it says that it is ready.
  ///
  /// @return how many milliseconds after its navigation began it could be used, by its own clock
  long show(Path page) throws Exception {
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    return evaluate(
            """
            new Promise(resolve => {
              const look = () => document.documentElement?.dataset.ready
                  ? resolve(Number(document.documentElement.dataset.ready)) : setTimeout(look, 10);
              look();
            })\
            """)
        .asLong();
  }

  /// The reader prefers `light` or `dark`.
  void prefer(String scheme) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /// Shows the page as it would be printed.
  void asPrinted() throws Exception {
    call("Emulation.setEmulatedMedia", Map.of("media", "print"));
  }

  /// The value of an expression in the page; one that throws fails the test.
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  String text(String expression) throws Exception {
    return evaluate(expression).asString();
  }

  /// A click of the left button where the expression says: `{x, y}` in CSS pixels of the window.
  void click(String where) throws Exception {
    JsonNode at = evaluate(where);
    double x = at.get("x").asDouble();
    double y = at.get("y").asDouble();
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  void press(String key) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", key));
    }
  }

  /// A picture of the whole page, as wide as the tab.
  void picture(Path file) throws Exception {
    double whole = evaluate("document.documentElement.scrollHeight").asDouble();
    String data =
        call(
                "Page.captureScreenshot",
                Map.of(
                    "captureBeyondViewport",
                    true,
                    "clip",
                    Map.of("x", 0, "y", 0, "width", width, "height", whole, "scale", 1)))
            .get("data")
            .asString();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  /// A picture of what the window shows.
  void window(Path file) throws Exception {
    String data = call("Page.captureScreenshot", Map.of()).get("data").asString();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  /// What the page asked the network for, itself included.
  List<String> requested() {
    return devTools.events(session, "Network.requestWillBeSent").stream()
        .map(event -> event.at("/request/url").asString())
        .toList();
  }

  /// Errors and warnings of the console, exceptions, violations of the policy.
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    devTools
        .events(session, "Runtime.exceptionThrown")
        .forEach(event -> complaints.add(event.toString()));
    devTools.events(session, "Log.entryAdded").forEach(event -> complaints.add(event.toString()));
    devTools
        .events(session, "Runtime.consoleAPICalled")
        .forEach(event -> complaints.add(event.toString()));
    return complaints;
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    return devTools.call(session, method, parameters);
  }
}
