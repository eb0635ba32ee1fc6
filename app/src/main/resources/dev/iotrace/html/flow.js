/* Which bytes came from where: writes, through which path, for what, to which requests. */

const Flow = {
  MOST_WRITES: 10,
  MOST_FILES: 10,
  MOST_REQUESTS: 26,
  MOST_TRANSACTIONS: 6,

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
    const tallest = Math.max(...[0, 1, 2, 3].map((depth) => graph.nodes.filter((node) => node.depth === depth).length));
    box.style.height = Math.max(240, tallest * 27 + 50) + "px";
    const chart = echarts.init(box, null, { renderer: "canvas" });
    const paint = () => chart.setOption(Flow.option(graph, chart.getWidth()), true);
    paint();
    Flow.listen(chart, graph, show, open);
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", "Flow of bytes from writes to requests. The tables have the same figures.");
    return { choose: () => {}, repaint: () => { paint(); chart.getZr().flush(); }, resize: () => { chart.resize(); paint(); } };
  },

  graph(requests) {
    const nodes = new Map();
    const links = new Map();
    const node = (depth, key, label, cause) => {
      const id = depth + " " + key;
      if (!nodes.has(id)) {
        nodes.set(id, { id, depth, label, cause, bytes: 0, requests: new Set() });
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
    const how = Flow.ways(requests);
    const each = requests.length <= Flow.MOST_REQUESTS;
    for (const request of requests) {
      const way = node(1, how(request), how(request), "call");
      const cause = node(2, request.cause, request.cause, request.cause);
      const last = each ? "#" + request.id : request.cause + " " + Model.what(request);
      const what = node(3, last, each ? Model.requestName(request) : Model.what(request), request.cause);
      what.item = each ? request : null;
      for (const [origin, bytes] of origins(request)) {
        const begin = node(0, origin.key, origin.label, "call");
        link(begin, way, bytes, "memory");
        begin.bytes += bytes;
        begin.requests.add(request);
      }
      link(way, cause, request.bytes, request.cause);
      link(cause, what, request.bytes, request.cause);
      for (const passed of [way, cause, what]) {
        passed.bytes += request.bytes;
        passed.requests.add(request);
      }
    }
    for (const last of nodes.values()) {
      if (last.depth === 3 && !each) {
        last.label = (last.label === last.cause ? "" : last.label + ", ") + Words.count(last.requests.size, "request");
      }
    }
    return { nodes: [...nodes.values()], links: [...links.values()], each };
  },

  /* The path, and the transaction while there are few. */
  ways(requests) {
    const transactions = new Set(requests.map((request) => request.transaction).filter((id) => id !== null));
    return (request) =>
      request.transaction === null || transactions.size > Flow.MOST_TRANSACTIONS
        ? Model.path(request)
        : Model.path(request) + ", transaction " + request.transaction;
  },

  /* Who a request's bytes belong to: the writes one by one while they are few, else their files. */
  origins() {
    const { report } = Model;
    const single = report.writes.length <= Flow.MOST_WRITES;
    const files = new Map();
    for (const write of report.writes) {
      files.set(write.file, (files.get(write.file) || 0) + write.device_bytes);
    }
    const named = new Set([...files].sort((a, b) => b[1] - a[1]).slice(0, Flow.MOST_FILES).map(([file]) => file));
    const origin = (write) => {
      if (!write) {
        return { key: "left out", label: "writes that are not in this page" };
      }
      if (single) {
        return { key: "write " + write.id, label: Model.writeName(write) };
      }
      return named.has(write.file)
        ? { key: "file " + write.file, label: write.file === "" ? "(no file's)" : Words.short(write.file, 34) }
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
    const narrow = width < 1000;
    const label = (node) => {
      const size = ": " + Words.bytes(Math.round(node.bytes));
      if (narrow && node.depth >= 2) {
        return node.depth === 2 ? node.label : (node.item ? "#" + node.item.id : Flow.clip(node.label, 20)) + size;
      }
      return Flow.clip(node.label, narrow ? 22 : 44) + (graph.each && node.depth === 3 ? "" : size);
    };
    return {
      animation: false,
      textStyle: { fontFamily: Palette.FONT },
      series: [
        {
          type: "sankey", left: 6, right: 6, top: 10, bottom: 14, nodeWidth: 12, nodeGap: 9, draggable: false, layoutIterations: 24,
          emphasis: { focus: "adjacency" },
          data: graph.nodes.map((node) => ({
            name: node.id, depth: node.depth, itemStyle: { color: colours[node.cause], borderWidth: 0 },
            label: {
              formatter: () => label(node), position: node.depth === 3 ? "left" : "right",
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

  clip(text, most) {
    return text.length <= most ? text : text.slice(0, most - 1) + "…";
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
