/* The panel beside: all that is known of one request, write or sync. */

const Detail = {
  shown: null,
  before: null,

  /* open: called with what a link in the panel leads to. */
  show(item, open) {
    const panel = byId("detail");
    if (panel.hidden) {
      Detail.before = document.activeElement;
    }
    Detail.shown = item;
    const close = element("button", { type: "button", onclick: Detail.close, title: "Close (Esc)" }, "close");
    const [title, parts] = "rwbs" in item ? ["Request " + Model.requestName(item), Detail.request]
      : "sync" in item ? ["Sync #" + item.sync + " " + item.syscall, Detail.sync] : ["Write " + Model.writeName(item), Detail.write];
    panel.replaceChildren(
      element("div", { className: "top" }, element("h2", { textContent: title }), close),
      ...parts(item, open)
    );
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus();
  },

  close() {
    byId("detail").hidden = true;
    Detail.shown = null;
    if (Detail.before) {
      Detail.before.focus();
    }
    Detail.onClose();
  },

  onClose() {},

  facts(rows) {
    return element("dl", {}, ...rows.filter(([, text]) => text !== null && text !== "").flatMap(([label, text]) =>
      [element("dt", { textContent: label }), element("dd", {}, text)]));
  },

  part(title, ...children) {
    return children.length ? [element("h3", { textContent: title }), ...children] : [];
  },

  request(request, open) {
    const last = request.completed_ns;
    return [
      Detail.facts([
        ["cause", element("span", {}, Palette.swatch(request.cause), " " + request.cause + " by " + Model.path(request))],
        ["rwbs", Words.name(request.rwbs)],
        ["bytes", Words.number(request.bytes)],
        ["sector", Model.isFlush(request) ? "" : Words.number(request.sector) + " of disk " + request.device],
        ["queued", Words.moment(request.queued_ns)],
        ["issued", Words.moment(request.issued_ns) + " (Q2D " + Words.duration(request.issued_ns - request.queued_ns) + ")"],
        ["completed", last === null ? "not within the trace" : Words.moment(last) + " (D2C " + Words.duration(last - request.issued_ns) + ")"],
        ["bios", request.bios ? Words.number(request.bios) : ""],
        ["pages", request.pages === undefined ? "" : Words.count(request.pages, "dirty page") + " made clean"],
        ["transaction", request.transaction === null ? "" : String(request.transaction)],
        ["brings home", request.home_of ? "what " + Detail.transactions(request.home_of) + " changed" : ""],
        ["submitted by", (Words.name(request.submitter.comm) + " (thread " + request.submitter.thread_id + ")").trim()],
        ["shared with", request.others_threads ? Words.count(request.others_threads, "other thread") + ", who owe " + Words.count(request.others_bytes, "byte") : ""],
      ]),
      ...Detail.part("How the cause is known", Detail.evidence(request)),
      ...Detail.part("Caused by", Detail.links(request.caused_by.map((id) => Model.writes.get(id) || id), Model.writeName, open,
        request.owner === "traced" ? "" : "nobody that is known: unattributed")),
      ...(request.structure ? Detail.part("What stands there", Detail.structure(request.structure)) : []),
      ...(request.stack.length ? Detail.part("Kernel stack of the submission, innermost first",
        element("ol", { className: "stack" }, ...request.stack.map((frame) => element("li", { textContent: Words.name(frame) })))) : []),
    ];
  },

  transactions(ids) {
    const first = ids.length === 1 ? "transaction " : "transactions ";
    return ids.length <= 8 ? first + ids.join(", ") : Words.number(ids.length) + " transactions, " + ids[0] + " to " + ids[ids.length - 1] + ",";
  },

  evidence(request) {
    return element("ol", { className: "evidence" }, ...request.evidence.map((link) =>
      element("li", {}, link.link + " ", element("span", { className: "level " + link.level, textContent: link.level }),
        element("div", { className: "quiet", textContent: link.from }))));
  },

  structure(structure) {
    return element("ul", {}, ...structure.blocks.slice(0, 64).map((block) => element("li", { textContent: [
      block.kind.replaceAll("_", " "),
      "block " + Words.number(block.block) + ", sector " + Words.number(block.sector) + ", " + Words.bytes(block.bytes),
      block.inode === null ? "" : "inode " + block.inode,
      block.path === null ? "" : Words.name(block.path),
      block.file_offset === null ? "" : "at byte " + Words.number(block.file_offset),
      block.group === null ? "" : "group " + block.group,
      block.transaction === null ? "" : "transaction " + block.transaction,
      block.home_block === null ? "" : "a copy of block " + Words.number(block.home_block),
      Words.name(block.detail),
    ].filter((part) => part !== "").join(", ") })),
    ...(structure.blocks.length > 64 ? [element("li", {}, "and " + Words.number(structure.blocks.length - 64) + " more")] : []));
  },

  /* Entries as buttons; a number for one that is not in this page. */
  links(items, name, open, none) {
    const most = 200;
    const shown = items.slice(0, most).map((item) => element("li", {}, typeof item === "number" ? "#" + item + ", not in this page"
      : element("button", { type: "button", className: "plain", textContent: name(item), onclick: () => open(item) })));
    const more = items.length > most ? [element("li", {}, "and " + Words.number(items.length - most) + " more")] : [];
    return items.length ? element("ul", {}, ...shown, ...more) : element("p", { textContent: none });
  },

  sync(sync, open) {
    const until = sync.latency_ns === null ? Infinity : sync.start_ns + sync.latency_ns;
    const during = Model.report.requests.filter((request) => request.issued_ns >= sync.start_ns && request.issued_ns <= until);
    return [
      Detail.facts([
        ["file", Words.name(Model.file(sync))],
        ["inode", sync.inode ? String(sync.inode) : ""],
        ["by", (Words.name(sync.comm) + " (thread " + sync.thread_id + ")").trim()],
        ["returned", sync.result === null ? "not within the trace" : Words.number(sync.result)],
        ["began", Words.moment(sync.start_ns)],
        ["took", sync.latency_ns === null ? "" : Words.duration(sync.latency_ns)],
      ]),
      ...Detail.part("Requests that were issued meanwhile", Detail.links(during, Model.requestName, open, "none")),
    ];
  },

  write(write, open) {
    return [
      Detail.facts([
        ["file", Words.name(Model.file(write))],
        ["inode", write.inode ? String(write.inode) : ""],
        ["by", (Words.name(write.comm) + " (thread " + write.thread_id + ")").trim()],
        ["call", Model.call(write)],
        ["offset", Words.number(write.offset)],
        ["bytes", Words.number(write.bytes)],
        ["returned", Words.number(write.result)],
        ["began", Words.moment(write.start_ns)],
        ["took", Words.duration(write.latency_ns)],
        ["durable", write.durable_after_ns === null ? "not within the trace" : Words.moment(write.durable_after_ns)],
        ["on the device", Words.count(write.device_bytes, "byte") + ", its share"],
      ]),
      ...Detail.part("Requests that it shares in", Detail.links(write.requests.map((id) => Model.requests.get(id) || id), Model.requestName, open, "none")),
    ];
  },
};
