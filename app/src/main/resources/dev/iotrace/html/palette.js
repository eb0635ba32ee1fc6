/* The colours of the style sheet, for the pictures; they change with the reader's light or dark. */

const Palette = {
  CAUSES: ["data", "journal", "metadata", "superblock", "flush", "read", "unknown"],

  of(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  },

  /* All at once: asking the style sheet for each mark would be slow. */
  all() {
    const names = ["ground", "card", "ink", "quiet", "line", "mark", "accent", "call", "sync", "memory", ...Palette.CAUSES];
    return Object.fromEntries(names.map((name) => [name, Palette.of(name)]));
  },

  /* What a colour means where it is no cause. */
  NAMES: { call: "write", sync: "sync", memory: "dirty" },

  FONT: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif',

  name(cause) {
    return Palette.NAMES[cause] || cause;
  },

  swatch(cause) {
    return element("span", { className: "swatch " + cause });
  },
};
