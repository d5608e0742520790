// For who writes flows: what is wrong and where, begin anywhere, the words side by side.

import { el, fill, toast } from "./dom.js";
import { world } from "./world.js";

export function author(wire) {
  const problems = el("div", { class: "problems", role: "status" });
  const pick = el("select", { "aria-label": "Flow", onchange: () => load() });
  const node = el("select", { "aria-label": "Begin at" });
  const values = el("div", { class: "values" });
  const texts = el("div", { class: "texts" });
  const about = el("p", { class: "hint" });
  const root = el("div", { class: "author" }, problems,
    el("form", { onsubmit: (event) => { event.preventDefault(); begin(); } },
      el("label", {}, "Flow", pick), about, el("label", {}, "Begin at", node),
      el("details", {}, el("summary", {}, "With what was answered before"), values),
      el("button", { type: "submit", class: "main" }, "Begin here"),
      el("p", { class: "hint" }, "The flow takes the place of whatever is under way. Save its file, and what begins from then on has your words; a run under way moves along where that is proved safe.")),
    el("h3", {}, "Words, side by side"), texts);
  let content = -1;

  function draw() {
    const { state } = world;
    drawProblems(state);
    if (state.content === content) return;
    content = state.content;
    const was = pick.value;
    fill(pick, state.flows.map((one) => el("option", { value: one.id }, one.title)));
    if (state.flows.some((one) => one.id === was)) pick.value = was;
    load();
  }

  function drawProblems(state) {
    const sentence = state.sentence ? [el("p", { class: "bad" }, state.sentence)] : [];
    const found = state.problems.map((one) => el("article", {},
      el("p", {}, el("code", {}, `${one.file}:${one.line}:${one.column}`), " ", el("strong", {}, one.code)),
      el("p", { dir: "auto" }, one.message),
      el("pre", { tabIndex: 0, "aria-label": "The lines around it" }, one.lines.map((line, at) => el("span", { class: one.first + at === one.line ? "here" : "" }, `${String(one.first + at).padStart(4)}  ${line}\n`)))));
    fill(problems, sentence, found.length ? [el("h3", {}, "To mend"), found] : el("p", { class: "good" }, "Nothing to mend. A flow you save is in force at once."));
  }

  async function load() {
    if (!pick.value) return;
    try {
      const flow = await wire.ask("flow", { flow: pick.value });
      const was = node.value;
      about.textContent = [flow.about, flow.file].filter(Boolean).join(" · ");
      fill(node, el("option", { value: "" }, "its beginning"), flow.nodes.map((one) => el("option", { value: one.id }, `${one.id}  (${one.verb}, line ${one.line})`)));
      if (flow.nodes.some((one) => one.id === was)) node.value = was;
      fill(values, flow.variables.flatMap((one) => (one.scope === "my" ? ["a", "b"] : ["run"]).map((owner) => field(one, owner))));
      fill(texts, table(flow));
    } catch (exc) {
      toast(exc.message);
    }
  }

  function field(one, owner) {
    const whose = owner === "run" ? "both" : world.state.names[owner];
    return el("label", {}, el("span", {}, el("bdi", {}, whose), `: ${one.name} (${one.type}${one.private ? ", private" : ""})`),
      el("input", { name: `${owner}.${one.name}`, dir: "auto", autocomplete: "off" }));
  }

  function begin() {
    const given = {};
    for (const input of values.querySelectorAll("input")) {
      const [owner, name] = input.name.split(".");
      if (input.value.trim()) (given[owner] ??= {})[name] = input.value;
    }
    wire.ask("begin", { flow: pick.value, node: node.value || null, values: given }).catch((exc) => toast(exc.message));
  }

  return { root, draw };
}

function table(flow) {
  const codes = [...new Set(flow.texts.flatMap((one) => Object.keys(one.others)))];
  return el("div", { class: "wide", tabIndex: 0, role: "region", "aria-label": "Words in all languages" }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Node"), el("th", { scope: "col" }, "as written"), codes.map((code) => el("th", { scope: "col" }, code)))),
    el("tbody", {}, flow.texts.map((one) => el("tr", {}, el("th", { scope: "row", title: `line ${one.line}` }, one.node), el("td", { dir: "auto" }, one.base),
      codes.map((code) => el("td", { dir: "auto", lang: code }, one.others[code] ?? "–")))))));
}
