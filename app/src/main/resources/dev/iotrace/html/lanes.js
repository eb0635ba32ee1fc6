/* A chart of marks in lanes over a folded axis, which zooms. Draws as many marks as a reader can see: when there are
   more in view, those that would share a column of pixels become one. */

const Lanes = {
  MOST: 2500,
  COLUMN_PX: 4,
  LANE_PX: 46,

  /* picture: {lanes: [name], marks: [{from, to, lane, row, rows, cause, bytes}], fold, words, moments, text(mark),
     open(mark)}; says gets a sentence whenever marks are drawn as sums. */
  draw(name, picture, says) {
    const box = byId(name + "-chart");
    const rows = Math.min(picture.moments.length, 3);
    const top = 12 + rows * 15;
    const height = top + picture.lanes.length * Lanes.LANE_PX + 72;
    box.style.height = height + "px";
    const chart = echarts.init(box, null, { renderer: "canvas" });
    const state = { chart, picture, says, view: [], chosen: null, colours: Palette.all(), top };
    for (const mark of picture.marks) {
      mark.x0 = picture.fold.place(mark.from);
      mark.x1 = picture.fold.place(mark.to);
    }
    Lanes.setUp(state);
    Lanes.listen(state, box);
    Lanes.buttons(state, name);
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", picture.label + " Arrow keys move, plus and minus zoom, 0 shows all. The tables have the same figures.");
    return {
      choose: (item) => Lanes.choose(state, item),
      repaint: () => { Lanes.setUp(state); chart.getZr().flush(); },
      resize: () => { chart.resize(); Lanes.refill(state); },
    };
  },

  setUp(state) {
    const { picture } = state;
    const colours = (state.colours = Palette.all());
    const pad = picture.fold.pad;
    const narrow = state.chart.getWidth() < 600;
    state.chart.setOption(
      {
        animation: false,
        textStyle: { fontFamily: Palette.FONT },
        grid: { left: narrow ? 78 : 104, right: 24, top: state.top, bottom: 66 },
        xAxis: {
          type: "value", min: -pad, max: picture.fold.width + pad,
          axisLabel: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisLine: { show: false },
        },
        yAxis: {
          type: "category", inverse: true, data: picture.lanes,
          axisTick: { show: false }, axisLine: { show: false },
          axisLabel: { color: colours.ink, fontSize: 12 }, splitArea: { show: false },
          splitLine: { show: true, interval: 0, lineStyle: { color: colours.line } },
        },
        dataZoom: [
          { type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true, moveOnMouseWheel: false, preventDefaultMouseMove: false, minSpan: 1e-5 },
          {
            type: "slider", filterMode: "none", height: 16, bottom: 8, showDetail: false, showDataShadow: false, brushSelect: false, minSpan: 1e-5,
            borderColor: colours.line, backgroundColor: colours.ground, fillerColor: colours.accent + "33",
            handleStyle: { color: colours.card, borderColor: colours.quiet }, moveHandleStyle: { color: colours.line },
          },
        ],
        series: [
          { id: "axis", type: "custom", silent: true, data: [[0, 0]], clip: false, z: 1, renderItem: (params, api) => Lanes.axis(state, params, api) },
          { id: "marks", type: "custom", clip: true, z: 3, data: [], renderItem: (params, api) => Lanes.mark(state, params, api) },
        ],
      },
      true
    );
    Lanes.refill(state);
  },

  axis(state, params, api) {
    const { fold, words, moments } = state.picture;
    const pixel = (at) => api.coord([at, 0])[0];
    return { type: "group", silent: true, children: Axis.elements(fold, words, moments, params.coordSys, pixel, state.colours) };
  },

  mark(state, params, api) {
    const mark = state.view[params.dataIndex];
    const [x0, y] = api.coord([mark.x0, mark.lane]);
    const x1 = api.coord([mark.x1, mark.lane])[0];
    const room = api.size([0, 1])[1] * 0.76;
    const height = room / mark.rows;
    const gap = mark.rows > 1 && height > 4 ? 1 : 0;
    const grid = params.coordSys;
    // Always a rectangle, if an empty one: of marks that are none the library loses track.
    const left = Math.max(x0, grid.x);
    const right = Math.max(left, Math.min(Math.max(x1, x0 + 3), grid.x + grid.width));
    const chosen = state.chosen !== null && mark.item === state.chosen;
    const rect = {
      type: "rect",
      shape: { x: left, y: y - room / 2 + mark.row * height, width: right - left, height: height - gap },
      style: { fill: state.colours[mark.cause], stroke: chosen ? state.colours.ink : null, lineWidth: chosen ? 2.5 : 0 },
    };
    return mark.name && right - left > 60 ? { ...rect, ...Lanes.label(mark.name, right - left) } : { ...rect, textContent: null };
  },

  label(text, width) {
    const style = { text, width: width - 8, overflow: "truncate", ellipsis: "…", fill: "#111", fontSize: 11, fontFamily: Palette.FONT };
    return { textContent: { type: "text", silent: true, style }, textConfig: { position: "insideLeft", distance: 4 } };
  },

  /* The part of the axis that is in view. */
  window(state) {
    const zoom = state.chart.getOption().dataZoom[0];
    const { pad, width } = state.picture.fold;
    const all = width + 2 * pad;
    return { from: -pad + (all * zoom.start) / 100, to: -pad + (all * zoom.end) / 100, start: zoom.start, end: zoom.end };
  },

  refill(state) {
    const { from, to } = Lanes.window(state);
    const seen = state.picture.marks.filter((mark) => mark.x1 >= from && mark.x0 <= to);
    const sums = seen.length > Lanes.MOST;
    state.view = sums ? Lanes.sums(seen, from, to, state.chart.getWidth()) : seen;
    state.chart.setOption({ series: [{ id: "marks", data: state.view.map((mark) => [mark.x0, mark.lane]) }] });
    state.says(sums ? Words.number(seen.length) + " marks are in view, more than " + Words.number(Lanes.MOST)
      + ": those that would share a few pixels are drawn as one. Zoom in to see each." : "");
  },

  /* One mark for each lane and column, in the colour of the cause that has most of them. */
  sums(seen, from, to, pixels) {
    const columns = Math.max(1, Math.floor(pixels / Lanes.COLUMN_PX));
    const width = (to - from) / columns;
    const cells = new Map();
    for (const mark of seen) {
      const first = Math.max(0, Math.floor((mark.x0 - from) / width));
      const last = Math.min(columns - 1, Math.floor((mark.x1 - from) / width));
      for (let column = first; column <= last; column++) {
        const key = column * 64 + mark.lane;
        let cell = cells.get(key);
        if (!cell) {
          cell = { x0: from + column * width, x1: from + (column + 1) * width, lane: mark.lane, row: 0, rows: 1, causes: {}, marks: 0, bytes: 0, one: mark };
          cells.set(key, cell);
        }
        cell.marks++;
        cell.bytes += mark.bytes;
        cell.causes[mark.cause] = (cell.causes[mark.cause] || 0) + 1;
      }
    }
    return [...cells.values()].map(Lanes.cell);
  },

  cell(cell) {
    if (cell.marks === 1) {
      return { ...cell.one, x0: cell.x0, x1: cell.x1, row: 0, rows: 1 };
    }
    const causes = Object.entries(cell.causes).sort((a, b) => b[1] - a[1]);
    const lines = causes.map(([cause, count]) => Words.number(count) + " " + Palette.name(cause));
    return { ...cell, cause: causes[0][0], sum: [Words.number(cell.marks) + " here, " + Words.bytes(cell.bytes), ...lines, "zoom in to see each"].join("\n") };
  },

  choose(state, item) {
    state.chosen = item;
    state.chart.setOption({ series: [{ id: "marks", data: state.view.map((mark) => [mark.x0, mark.lane]) }] });
  },

  listen(state, box) {
    const { chart, picture } = state;
    let waiting = false;
    chart.on("datazoom", () => {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(() => { waiting = false; Lanes.refill(state); });
      }
    });
    const at = (event) => (event.seriesId === "marks" ? state.view[event.dataIndex] : undefined);
    chart.on("mousemove", (event) => {
      const mark = at(event);
      if (mark) {
        Tip.show(mark.sum || picture.text(mark), event.event.event);
      }
    });
    chart.on("mouseout", Tip.hide);
    chart.on("globalout", Tip.hide);
    chart.on("click", (event) => {
      const mark = at(event);
      if (mark && mark.sum) {
        Lanes.zoom(state, 0.2, (mark.x0 + mark.x1) / 2);
      } else if (mark) {
        picture.open(mark);
      }
    });
    box.addEventListener("keydown", (event) => {
      const act = { "+": [0.5, 0], "=": [0.5, 0], "-": [2, 0], ArrowLeft: [1, -0.2], ArrowRight: [1, 0.2], 0: [1e9, 0] }[event.key];
      if (act && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        Lanes.zoom(state, act[0], null, act[1]);
      }
    });
  },

  /* times: how much of the present length is shown then; around: a place, else the middle; move: by parts of it. */
  zoom(state, times, around, move = 0) {
    const { start, end, from, to } = Lanes.window(state);
    const span = Math.min(100, (end - start) * times);
    const middle = around === null ? (start + end) / 2 : start + ((around - from) / (to - from)) * (end - start);
    const begin = Math.min(100 - span, Math.max(0, middle - span / 2 + move * span));
    state.chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, start: begin, end: begin + span });
  },

  buttons(state, name) {
    const button = (text, title, times, move) =>
      element("button", { type: "button", title, textContent: text, onclick: () => Lanes.zoom(state, times, null, move) });
    byId(name + "-zoom").replaceChildren(
      button("+", "Zoom in", 0.5, 0),
      button("−", "Zoom out", 2, 0),
      button("◂", "Earlier", 1, -0.5),
      button("▸", "Later", 1, 0.5),
      button("All", "Show all", 1e9, 0),
      element("span", { className: "quiet" }, "drag moves, Ctrl and the wheel zoom"),
      element("span", { className: "legend" }, ...state.picture.causes.map((cause) => element("span", {}, Palette.swatch(cause), Palette.name(cause))))
    );
  },
};
