/* A table that sorts, filters and shows a page of its rows at a time. */

class Table {
  static PAGE = 50;

  /* columns: {title, value(row), text(row), number, long, cell(row)}; open(row) is called by the button in a row's first cell. */
  constructor(title, columns, rows, open) {
    this.columns = columns;
    this.all = rows;
    this.open = open;
    this.only = null;
    this.sorted = { column: null, down: false };
    this.page = 0;
    this.texts = new Map();
    this.head = element("tr");
    this.body = element("tbody");
    this.told = element("span", { className: "quiet", role: "status" });
    this.chip = element("span");
    this.input = element("input", { type: "search", placeholder: "filter", "aria-label": "Filter " + title });
    this.input.oninput = () => { this.page = 0; this.show(); };
    this.back = element("button", { type: "button", onclick: () => this.turn(-1) }, "‹ previous");
    this.forth = element("button", { type: "button", onclick: () => this.turn(1) }, "next ›");
    this.place = element(
      "section", {},
      element("h3", { textContent: title }),
      element("div", { className: "bar" }, this.input, this.chip, element("span", { className: "grow" }), this.told, this.back, this.forth),
      element("div", { className: "scroll" }, element("table", { "aria-label": title }, element("thead", {}, this.head), this.body))
    );
    this.makeHead();
    this.show();
  }

  makeHead() {
    this.head.replaceChildren(...this.columns.map((column) => {
      const button = element("button", { type: "button", textContent: column.title, title: column.about || "", onclick: () => this.sort(column) });
      const state = this.sorted.column !== column ? "none" : this.sorted.down ? "descending" : "ascending";
      return element("th", { className: column.number ? "number" : "", scope: "col", "aria-sort": state }, button);
    }));
  }

  sort(column) {
    const again = this.sorted.column === column;
    this.sorted = { column, down: again ? !this.sorted.down : Boolean(column.number) && column !== this.columns[0] };
    const focus = this.columns.indexOf(column);
    this.makeHead();
    this.head.children[focus].firstChild.focus();
    this.page = 0;
    this.show();
  }

  /* Only these rows, under that name; null for all. */
  limit(rows, name) {
    this.only = rows;
    this.page = 0;
    const all = element("button", { type: "button", title: "Show all again", "aria-label": "Show all again", onclick: () => this.limit(null, "") }, "×");
    this.chip.replaceChildren(...(rows ? [element("span", { className: "tag" }, "only " + name, all)] : []));
    this.show();
  }

  turn(pages) {
    this.page += pages;
    this.show();
  }

  text(row) {
    let text = this.texts.get(row);
    if (text === undefined) {
      text = this.columns.map((column) => column.text(row)).join("\n").toLowerCase();
      this.texts.set(row, text);
    }
    return text;
  }

  rows() {
    const wanted = this.input.value.trim().toLowerCase();
    const rows = this.all.filter((row) => (!this.only || this.only.has(row)) && (wanted === "" || this.text(row).includes(wanted)));
    const { column, down } = this.sorted;
    if (column) {
      const sign = down ? -1 : 1;
      rows.sort((a, b) => {
        const [one, other] = [column.value(a), column.value(b)];
        return one === other ? 0 : one === null ? 1 : other === null ? -1 : one < other ? -sign : sign;
      });
    }
    return rows;
  }

  show() {
    const rows = this.rows();
    const first = this.page * Table.PAGE;
    const shown = rows.slice(first, first + Table.PAGE);
    this.body.replaceChildren(...shown.map((row) => this.row(row)));
    const of = rows.length === this.all.length ? "" : " (of " + Words.number(this.all.length) + ")";
    this.told.textContent = rows.length === 0 ? "none" + of
      : Words.number(first + 1) + " to " + Words.number(first + shown.length) + " of " + Words.number(rows.length) + of;
    this.back.disabled = first === 0;
    this.forth.disabled = first + Table.PAGE >= rows.length;
  }

  row(row) {
    const cells = this.columns.map((column, i) => {
      const text = column.text(row);
      const inner = i === 0 && this.open ? element("button", { type: "button", className: "plain", textContent: text, onclick: () => this.open(row) })
        : column.cell ? column.cell(row) : text;
      return element("td", { className: column.number ? "number" : column.long ? "long" : "" }, inner);
    });
    return element("tr", {}, ...cells);
  }
}
