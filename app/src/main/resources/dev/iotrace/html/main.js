/* Puts the parts together. The text comes first, so that a reader need not wait for the pictures. */

(() => {
  const charts = [];
  let tables = null;

  function open(item) {
    Tip.hide();
    Detail.show(item, open);
    for (const chart of charts) {
      chart.choose(item);
    }
  }

  function show(requests, name) {
    tables.requests.limit(requests, name);
    tables.requests.place.scrollIntoView({ block: "start" });
    tables.requests.input.focus({ preventScroll: true });
  }

  Detail.onClose = () => charts.forEach((chart) => chart.choose(null));
  Head.fill(show);
  tables = Tables.make(open);

  for (const draw of [() => Flow.draw(show, open), () => Timeline.draw(open), () => Disk.draw(open)]) {
    const chart = draw();
    if (chart) {
      charts.push(chart);
    }
  }

  const repaint = () => charts.forEach((chart) => chart.repaint());
  const resize = () => charts.forEach((chart) => chart.resize());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  matchMedia("print").addEventListener("change", repaint); // paper is light
  let resizing = 0;
  addEventListener("resize", () => { cancelAnimationFrame(resizing); resizing = requestAnimationFrame(resize); });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && Detail.shown) {
      Detail.close();
    }
  });
  // The pictures are painted in the next frame; after that one the page answers.
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = Math.round(performance.now()); }));
})();
