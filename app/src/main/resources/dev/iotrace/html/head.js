/* What it came to, the account in words, and what was observed. */

const Head = {
  fill(show) {
    const { report, account } = Model;
    const { said } = account;
    document.title = "iotrace: " + said.headline;
    Head.headline(said);
    const verdict = byId("verdict");
    verdict.textContent = [said.outcome, said.books[0]].filter((part) => part).join(". ");
    verdict.className = report.audit.verdict === "closed" && report.outcome.state === "complete" ? "closed" : "open";
    byId("caveats").replaceChildren(...[...said.caveats, ...said.notes].map((each) => element("li", { textContent: each })));
    byId("moments").replaceChildren(...said.moments.map((each) => element("li", { textContent: each })));
    byId("began").textContent = account.began;
    byId("steps").replaceChildren(...account.steps.map((step) => Head.step(step, show)));
    byId("facts").replaceChildren(...Object.entries(said.observed).flatMap(([label, text]) =>
      [element("dt", { textContent: label }), element("dd", { textContent: Words.name(text) })]));
    byId("books").replaceChildren(...said.books.map((each) => element("li", { textContent: each })));
    Head.leftOut();
  },

  headline(said) {
    const { report } = Model;
    byId("headline").replaceChildren(
      Words.count(report.logical.bytes, "byte"), element("span", { className: "of" }, " written"),
      element("span", { className: "arrow" }, " → "),
      Words.count(report.settled.device_bytes, "byte"), element("span", { className: "of" }, " on the device"),
      ...(said.ratio === null ? [] : [" ", element("span", { className: "ratio", textContent: said.ratio.replace("x", "×") })])
    );
  },

  step(step, show) {
    const requests = new Set(Model.report.requests.filter((request) => request.cause === step.cause && request.path === step.path && request.owner === "traced"));
    const button = element("button", { type: "button", className: "plain", textContent: step.title, title: "Show these requests", onclick: () => show(requests, step.title) });
    return element("li", {}, Palette.swatch(step.cause),
      element("div", {}, button, element("div", { className: "figures", textContent: step.figures })),
      element("p", { textContent: step.why }));
  },

  leftOut() {
    const { writes, syncs, requests, files } = Model.left_out;
    const parts = [[requests, "request"], [writes, "write"], [syncs, "sync"], [files, "file"]].filter(([count]) => count > 0).map(([count, noun]) => Words.count(count, noun));
    byId("left-out").textContent = parts.length
      ? "Not in this page: the last " + parts.join(", ") + ". Pictures and tables show the first ones; the sums are over all, and --json has all." : "";
  },
};
