/* Figures and names in words, as the terminal puts them, and the only way into the document: as text. */

const Words = {
  number(value) {
    return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  },

  count(value, noun) {
    return Words.number(value) + " " + noun + (value === 1 ? "" : noun.endsWith("sh") ? "es" : "s");
  },

  /* Short, for pictures: 64 KiB. */
  bytes(value) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = 0;
    let amount = value;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return (Number.isInteger(amount) ? Words.number(amount) : amount.toFixed(1)) + " " + units[unit];
  },

  duration(ns) {
    const size = Math.abs(ns);
    if (size >= 1e10) {
      return (ns / 1e9).toFixed(3) + " s";
    }
    return (ns / 1e6).toFixed(size >= 1e8 ? 1 : 3) + " ms";
  },

  /* 14.88 ×, or >= 14.88 × for a lower bound. */
  ratio(value, exact) {
    const scale = value < 100 ? 100 : 1;
    const scaled = Number((value * scale).toPrecision(15)); // 1.15 * 100 is 114.99999999999999
    const rounded = (exact ? Math.round(scaled) : Math.floor(scaled)) / scale;
    return (exact ? "" : ">= ") + Words.number(Math.floor(rounded)) + String(rounded).replace(/^\d+/, "") + " ×";
  },

  moment(ns) {
    return (ns >= 0 ? "+" : "") + Words.duration(ns);
  },

  /* A name that others chose: what is not plainly visible becomes \u001b-like text. */
  name(text) {
    return text.replace(/\\|[\p{C}\p{Zl}\p{Zp}]/gu, (letter) => {
      if (letter === "\\") {
        return "\\\\";
      }
      const code = letter.codePointAt(0).toString(16);
      return code.length > 4 ? "\\U" + code.padStart(8, "0") : "\\u" + code.padStart(4, "0");
    });
  },

  /* The end of a path says more than its beginning. */
  short(text, most) {
    const safe = Words.name(text);
    return safe.length <= most ? safe : "…" + safe.slice(1 - most);
  },
};

/* An element with text or elements in it. Nothing here is ever parsed as HTML. */
function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.startsWith("aria-") || name === "role") {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}
