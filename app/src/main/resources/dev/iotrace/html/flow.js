/* Which bytes came from where: from writes through pages, transactions and bios to requests. */

const Flow = {
  MOST_WRITES: 10,
  MOST_FILES: 10,
  MOST_REQUESTS: 26,
  MOST_TRANSACTIONS: 6,
  LETTER_PX: 6.3,
  COLUMNS: ["logical writes", "pages in memory", "transactions", "bios", "requests"],

  /* show: called with the requests of a node and its name. */
  draw(show, open) {
    const carrying = Model.report.requests.filter(Model.isWrite);
    const flushes = Model.report.requests.filter(Model.isFlush).length;
    const reads = Model.report.requests.filter((request) => request.cause === "read").length;
    byId("flow-note").textContent = [
      flushes ? Words.count(flushes, "flush") + (flushes === 1 ? " carries" : " carry") + " no bytes" : "",
      reads ? Words.count(reads, "read") + (reads === 1 ? " writes" : " write") + " none" : "",
    ].filter((part) => part).join(", ") + (flushes + reads ? ": not in this picture." : "");
    if (carrying.length === 0) {
      byId("flow").hidden = true;
      return null;
    }
    const graph = Flow.graph(carrying);
    const box = byId("flow-chart");
    const tallest = Math.max(...graph.columns.map((column) => graph.nodes.filter((node) => node.column === column).length));
    box.style.height = Math.max(240, tallest * 27 + 62) + "px";
    const chart = echarts.init(box, null, { renderer: "canvas" });
    const paint = () => chart.setOption(Flow.option(graph, chart.getWidth()), true);
    paint();
    Flow.listen(chart, graph, show, open);
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", "Flow of bytes from writes to requests. The tables have the same figures.");
    return { choose: () => {}, repaint: () => { paint(); chart.getZr().flush(); }, resize: () => { chart.resize(); paint(); } };
  },

  /* Columns: the writes, the pages that held their bytes, the transactions that hold a change, the bios, the requests.
     One that a request did not pass is passed by; one that none passed is left out. */
  graph(requests) {
    const nodes = new Map();
    const links = new Map();
    const node = (column, key, label, cause, path) => {
      const id = column + " " + key;
      if (!nodes.has(id)) {
        nodes.set(id, { id, column, label, path, cause, bytes: 0, parts: 0, requests: new Set() });
      }
      return nodes.get(id);
    };
    const link = (from, to, bytes, cause) => {
      const id = from.id + "\n" + to.id;
      const present = links.get(id) || { from, to, bytes: 0, cause };
      present.bytes += bytes;
      links.set(id, present);
    };
    const origins = Flow.origins();
    const transactions = Flow.transactions(requests);
    const each = requests.length <= Flow.MOST_REQUESTS;
    for (const request of requests) {
      const way = [];
      if (request.pages !== undefined) {
        const pages = Flow.pages(request);
        way.push([node(1, pages.key, pages.label, "memory", pages.path)]);
        way[0][0].parts += request.pages;
      }
      const passed = transactions(request).map((id) => node(2, id.key, id.label, "journal"));
      if (passed.length) {
        way.push(passed);
      }
      const bios = node(3, request.cause + " " + request.path, request.cause + (request.path === "other" ? "" : " by " + Model.path(request)), request.cause);
      bios.parts += request.bios || 0;
      const last = each ? "#" + request.id : request.cause + " " + Model.what(request);
      const what = node(4, last, each ? Model.requestName(request) : Model.what(request), request.cause);
      what.item = each ? request : null;
      way.push([bios], [what]);
      for (const [origin, bytes] of origins(request)) {
        const begin = node(0, origin.key, origin.label, "call", origin.path);
        begin.bytes += bytes;
        begin.requests.add(request);
        way[0].forEach((to) => link(begin, to, bytes / way[0].length, to.column === 3 ? request.cause : "memory"));
      }
      way.forEach((stage, i) => stage.forEach((from) => {
        from.bytes += request.bytes / stage.length;
        from.requests.add(request);
        (way[i + 1] || []).forEach((to) => link(from, to, request.bytes / stage.length / way[i + 1].length, request.cause));
      }));
    }
    return Flow.named({ nodes: [...nodes.values()], links: [...links.values()], each });
  },

  /* Labels with what is known only when all is added up, and the columns that there are. */
  named(graph) {
    for (const node of graph.nodes) {
      if (node.column === 1) {
        node.label = Words.count(node.parts, "page") + node.label;
      } else if (node.column === 3 && node.parts > 0) {
        node.label = Words.count(node.parts, "bio") + ", " + node.label;
      } else if (node.column === 4 && !graph.each) {
        node.label = (node.label === node.cause ? "" : node.label + ", ") + Words.count(node.requests.size, "request");
      }
    }
    graph.columns = [0, 1, 2, 3, 4].filter((column) => graph.nodes.some((node) => node.column === column));
    return graph;
  },

  /* Of a file of its own where there are several. */
  pages(request) {
    const files = new Set(request.caused_by.map((id) => Model.writes.get(id)).filter((write) => write).map(Model.file));
    const path = Words.name([...files][0] || "");
    return files.size !== 1 || Flow.onlyFile() ? { key: "", label: "" } : { key: path, label: " of " + path, path };
  },

  onlyFile() {
    return (Model.report.files || []).length <= 1 && new Set(Model.report.writes.map(Model.file)).size <= 1;
  },

  /* The transactions that a request carries changes of: one by one while there are few. */
  transactions(requests) {
    const of = (request) => (request.transaction !== null ? [request.transaction] : request.home_of || []);
    const all = new Set(requests.flatMap(of));
    const word = { xfs: "checkpoint", btrfs: "generation" }[Model.report.target.file_system.type] || "transaction";
    return (request) =>
      all.size <= Flow.MOST_TRANSACTIONS ? of(request).map((id) => ({ key: id, label: word + " " + id }))
        : of(request).length ? [{ key: "all", label: Words.count(all.size, word) }] : [];
  },

  /* Who a request's bytes belong to: the writes one by one while they are few, else their files. */
  origins() {
    const { report } = Model;
    const single = report.writes.length <= Flow.MOST_WRITES;
    const files = new Map();
    for (const write of report.writes) {
      files.set(Model.file(write), (files.get(Model.file(write)) || 0) + write.device_bytes);
    }
    const named = new Set([...files].sort((a, b) => b[1] - a[1]).slice(0, Flow.MOST_FILES).map(([file]) => file));
    const origin = (write) => {
      if (!write) {
        return { key: "left out", label: "writes that are not in this page" };
      }
      if (single) {
        return { key: "write " + write.id, label: Model.writeName(write) };
      }
      const file = Model.file(write);
      const path = Words.name(file);
      return named.has(file)
        ? { key: "file " + file, label: path || "(no file's)", path }
        : { key: "more", label: Words.number(files.size - named.size) + " more files" };
    };
    return (request) => {
      if (request.owner !== "traced") {
        return [[{ key: "nobody", label: "unattributed" }, request.bytes]];
      }
      const ours = request.bytes - request.others_bytes;
      const parts = new Map();
      for (const id of request.caused_by) {
        const from = origin(Model.writes.get(id));
        const part = parts.get(from.key) || [from, 0];
        part[1] += ours / request.caused_by.length;
        parts.set(from.key, part);
      }
      return request.others_bytes > 0
        ? [...parts.values(), [{ key: "others", label: "others, who share a commit" }, request.others_bytes]]
        : [...parts.values()];
    };
  },

  option(graph, width) {
    const colours = Palette.all();
    const depth = (node) => graph.columns.indexOf(node.column);
    const last = graph.columns.length - 1;
    const right = Math.min(230, Math.max(96, width / 5));
    const apart = (width - 18 - right) / Math.max(1, last);
    const most = (node) => Math.floor(((depth(node) === last ? right : apart - 12) - 10) / Flow.LETTER_PX);
    const label = (node) => {
      const size = ": " + Words.bytes(Math.round(node.bytes));
      return graph.each && node.column === 4 ? Flow.clip(node, most(node)) : Flow.clip(node, most(node) - size.length) + size;
    };
    return {
      animation: false,
      textStyle: { fontFamily: Palette.FONT },
      graphic: graph.columns.map((column, i) => ({
        type: "text", silent: true, left: 6 + i * apart, top: 6,
        style: { text: Flow.COLUMNS[column], fill: colours.quiet, fontSize: 12, fontFamily: Palette.FONT },
      })),
      series: [
        {
          type: "sankey", left: 6, right, top: 32, bottom: 14, nodeWidth: 12, nodeGap: 14, draggable: false, layoutIterations: 24,
          emphasis: { focus: "adjacency" },
          data: graph.nodes.map((node) => ({
            name: node.id, depth: depth(node), itemStyle: { color: colours[node.cause], borderWidth: 0 },
            label: {
              formatter: () => label(node), position: "right",
              color: colours.ink, fontSize: 12, textBorderColor: colours.card, textBorderWidth: 3,
            },
          })),
          links: graph.links.map((link) => ({
            source: link.from.id, target: link.to.id, value: link.bytes, lineStyle: { color: colours[link.cause], opacity: 0.36, curveness: 0.5 },
          })),
        },
      ],
    };
  },

  /* Of a path at its end a label keeps the end. */
  clip({ label, path }, most) {
    const before = label.length - (path || "").length;
    if (label.length <= most) {
      return label;
    }
    return path && before + 4 < most
      ? label.slice(0, before) + "…" + label.slice(label.length - most + before + 1)
      : label.slice(0, most - 1) + "…";
  },

  listen(chart, graph, show, open) {
    const byName = new Map(graph.nodes.map((node) => [node.id, node]));
    chart.on("mousemove", (event) => {
      if (event.dataType === "node") {
        const node = byName.get(event.name);
        const text = node.item ? Model.requestLines(node.item)
          : node.label + "\n" + Words.count(Math.round(node.bytes), "byte") + " in " + Words.count(node.requests.size, "request");
        Tip.show(text, event.event.event);
      } else if (event.dataType === "edge") {
        const [from, to] = [byName.get(event.data.source), byName.get(event.data.target)];
        Tip.show(from.label + " → " + to.label + "\n" + Words.count(Math.round(event.data.value), "byte"), event.event.event);
      }
    });
    chart.on("mouseout", Tip.hide);
    chart.on("globalout", Tip.hide);
    chart.on("click", (event) => {
      const node = event.dataType === "node" ? byName.get(event.name) : undefined;
      if (node && node.item) {
        open(node.item);
      } else if (node) {
        show(node.requests, node.label);
      }
    });
  },
};
