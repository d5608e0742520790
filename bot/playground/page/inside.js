// Where the runs are, what is kept and who may read it, what waits to go out, what happened.

import { el, fill, icon } from "./dom.js";
import { legend, light, picture } from "./picture.js";
import { clock, name, world } from "./world.js";

const SHOWN = 14;

export function inside(wire) {
  const root = el("div", { class: "inside" });
  let busy = false;
  async function draw(kind) {
    if (busy || !["inside", "open", "all"].includes(kind)) return;
    const found = world.inside;
    if (!found) return fill(root, el("p", { class: "hint" }, "The bot is not running."));
    busy = true;
    const open = new Set([...root.querySelectorAll("details")].filter((one) => !one.open).map((one) => one.dataset.name));
    try {
      const runs = await Promise.all(found.runs.map((one) => run(wire, one)));
      fill(root,
        found.runs.length ? runs : el("p", { class: "hint" }, "No flow is under way. Begin one with /menu on a phone, or under “Write”."),
        part("Outbox", open, outbox(found.outbox)),
        part("Journal", open, journal(found)),
        world.state.alerts.length ? part("What an operator would be told", open, el("ul", {}, world.state.alerts.map((one) => el("li", {}, one)))) : null);
    } finally {
      busy = false;
    }
  }
  return { root, draw };
}

function part(title, shut, ...body) {
  return el("details", { open: !shut.has(title), "data-name": title }, el("summary", {}, title), body);
}

async function run(wire, one) {
  const names = { a: name("a"), b: name("b"), main: "both" };
  const walked = new Set(world.inside.turns.filter((turn) => turn.run === one.id).flatMap((turn) => turn.nodes));
  let drawing;
  try {
    drawing = await picture(wire, one.flow, world.state.content);
    light(drawing, one.lanes, walked, names);
  } catch (exc) {
    drawing = el("p", { class: "hint" }, exc.message);
  }
  const board = el("div", { class: "board", tabIndex: 0, role: "region", "aria-label": `Picture of ${one.title}` }, drawing);
  queueMicrotask(() => center(board));
  return el("section", { class: "run" },
    el("h3", { dir: "auto" }, one.title, el("small", {}, ` ${one.state}, version ${one.version}`)),
    legend(one.lanes, names), board, el("h4", {}, "Who can read what"), readers(one.values));
}

function center(board) {
  const lit = board.querySelector(".lit-a") ?? board.querySelector(".lit-b") ?? board.querySelector(".lit");
  if (!lit) return;
  const box = lit.getBoundingClientRect();
  const outer = board.getBoundingClientRect();
  board.scrollTop += box.top - outer.top - outer.height / 2;
  board.scrollLeft += box.left - outer.left - outer.width / 2 + box.width / 2;
}

function readers(values) {
  if (!values.length) return el("p", { class: "hint" }, "This flow keeps nothing.");
  const reads = (one, who) => el("td", { class: "reads" }, one.readers.includes(who)
    ? el("span", { title: `${name(who)} may read it` }, "✓", el("span", { class: "hush" }, "may read"))
    : el("span", { title: `${name(who)} may not read it` }, icon("lock"), el("span", { class: "hush" }, "may not read")));
  return el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Whose"), el("th", { scope: "col" }, "Answer"), el("th", { scope: "col" }, "Value"),
    ["a", "b"].map((who) => el("th", { scope: "col", dir: "auto" }, name(who))))),
  el("tbody", {}, values.map((one) => el("tr", { class: one.value === null ? "empty" : "" },
    el("td", { dir: "auto" }, one.owner === "run" ? "both" : name(one.owner)), el("th", { scope: "row" }, one.name),
    el("td", { dir: "auto", class: "value" }, one.value ?? "–"), reads(one, "a"), reads(one, "b")))));
}

const at = (iso) => clock(iso, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function outbox(letters) {
  const waiting = letters.filter((one) => one.state !== "over");
  const rest = letters.filter((one) => one.state === "over").slice(0, SHOWN);
  const line = (one) => el("li", { class: one.state }, el("b", { dir: "auto" }, `to ${name(one.chat)}`), " ",
    one.state === "over" ? (one.reason ? `given up: ${one.reason}` : `sent ${at(one.over)}`) : `waits${new Date(one.ready) > new Date(world.state.now) ? ` until ${at(one.ready)}` : ""}`,
    one.asks ? ", a question" : "", one.unsure ? ", maybe twice" : "", one.attempt > 1 ? `, try ${one.attempt}` : "");
  return [el("p", {}, waiting.length ? `${waiting.length} wait.` : "Nothing waits to go out."), el("ul", { class: "letters" }, waiting.map(line), rest.map(line))];
}

const WORDS = { Started: "began", Said: "wrote", Pressed: "pressed a button", Rang: "an alarm rang", Done: "an action came back", Skipped: "skipped", Back: "went back", Resumed: "came back", Showed: "sent a picture", Paused: "paused", Stopped: "stopped", Undo: "took something back", Happened: "a milestone was reached" };

function journal(found) {
  // The journal itself is sealed; what was seen of a turn is put beside the row it left.
  const seen = new Map(found.turns.map((one) => [`${one.run}:${Date.parse(one.at)}:${one.seat ?? ""}`, one]));
  return el("ol", { class: "journal" }, found.journal.slice(0, SHOWN * 2).map((one) => {
    const turn = seen.get(`${one.run}:${Date.parse(one.at)}:${one.seat ?? ""}`);
    return el("li", {}, el("time", { datetime: one.at }, at(one.at)), " ", el("b", { dir: "auto" }, one.seat ? name(one.seat) : ""), " ",
      turn ? WORDS[turn.event] ?? turn.event : "a turn", turn && turn.nodes.length ? el("code", {}, turn.nodes.join(" → ")) : null,
      el("small", { title: "The hash of what became of the run" }, ` #${one.digest.slice(0, 6)}`));
  }));
}
