// The bar above the phones: what time it is for them, the bot's life, who is there.

import { el, fill, icon, toast } from "./dom.js";
import { menu } from "./phone.js";
import { clock, listen, world } from "./world.js";

const HOUR = 3600;
const QUIET = ["", "22:00-8:00", "0:00-6:00", "12:00-18:00"];
const STEPS = [["+1 h", HOUR], ["+1 day", 24 * HOUR], ["+1 week", 168 * HOUR]];

export function bar(wire, drawer) {
  const ask = (what, given) => wire.ask(what, given).catch((exc) => toast(exc.message));
  const time = el("button", { type: "button", class: "time", "aria-haspopup": "dialog", onclick: () => alarms(ask) });
  const next = el("button", { type: "button", onclick: () => ask("next") });
  const life = el("span", { class: "life", role: "status" });
  const kill = el("button", { type: "button", class: "kill", title: "The process is killed with SIGKILL, and started again on its database",
    onclick: () => restart(ask) }, icon("bolt"), el("span", {}, "kill -9 and restart"));
  const back = el("button", { type: "button", "aria-label": "One step back", title: "One step back", onclick: () => ask("back") }, icon("back"));
  const root = document.getElementById("bar");
  fill(root,
    el("h1", {}, el("img", { src: "icon.svg", alt: "", width: "26", height: "26" }), el("span", {}, "Mortar ", el("small", {}, "playground"))),
    el("div", { class: "group", role: "group", "aria-label": "The clock" }, time,
      STEPS.map(([words, seconds]) => el("button", { type: "button", onclick: () => ask("wait", { seconds }) }, words)), next),
    el("div", { class: "group", role: "group", "aria-label": "The bot" }, life, kill, back),
    el("div", { class: "group end", role: "group", "aria-label": "The page" },
      el("button", { type: "button", onclick: () => couples(ask) }, icon("people"), el("span", {}, "Couples")),
      el("button", { type: "button", "aria-label": "Light or dark", title: "Light or dark", onclick: theme }, icon("theme")),
      el("button", { type: "button", "aria-expanded": "false", "aria-controls": "drawer", id: "inside", onclick: () => drawer.toggle() }, icon("drawer"), el("span", {}, "Inside"))));
  const show = () => {
    const { state } = world;
    fill(time, icon("clock"), el("time", { datetime: state.now }, clock(state.now, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })));
    time.setAttribute("aria-label", `It is ${clock(state.now, { dateStyle: "full", timeStyle: "short" })}. What comes next`);
    next.disabled = !state.next;
    fill(next, "Next: ", state.next ? until(state.next) : "nothing");
    next.title = alarmWords();
    life.textContent = state.alive ? `life ${state.lives}` : "dead";
    life.classList.toggle("dead", !state.alive);
    kill.querySelector("span").textContent = state.alive ? "kill -9 and restart" : "start";
    back.disabled = !state.back;
    banner();
  };
  listen((kind) => { if (kind === "state" || kind === "inside") show(); });
  show();
}

function alarmWords() {
  const first = world.inside?.alarms?.[0];
  return first ? first.words : "";
}

function until(iso) {
  const seconds = Math.max(0, (new Date(iso) - new Date(world.state.now)) / 1000);
  const [n, unit] = seconds >= 48 * HOUR ? [seconds / 24 / HOUR, "d"] : seconds >= 2 * HOUR ? [seconds / HOUR, "h"] : [seconds / 60, "min"];
  return `in ${Math.round(n)} ${unit}`;
}

async function restart(ask) {
  if (!world.state.alive) return ask("start");
  const done = await ask("restart");
  if (done) toast(`Process ${done.killed} was killed and a new one reads the same database.`);
}

function banner() {
  const { state, lost } = world;
  const words = lost ? "The line to the playground is lost. It is tried again; nothing gets lost or doubled."
    : !state.alive ? "The bot is not running. What you write waits for it."
    : state.sentence || (state.problems.length ? `${state.problems.length} to mend in a flow. The flows from before stay in force.` : state.playing ? `Playing: ${state.playing}` : "");
  const root = document.getElementById("banner");
  root.hidden = !words;
  root.className = lost || !state.alive || state.problems.length || state.sentence ? "bad" : "";
  if (root.textContent !== words) root.textContent = words;
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

function dialog(title, ...inside) {
  const made = el("dialog", { "aria-label": title, onclose: () => made.remove() },
    el("form", { method: "dialog" }, el("h2", {}, title), el("button", { class: "shut", "aria-label": "Close" }, icon("close"))), inside);
  document.body.append(made);
  made.showModal();
  return made;
}

function alarms() {
  const { inside, state } = world;
  const people = Object.values(inside?.people ?? {});
  const coming = inside?.alarms ?? [];
  dialog("What comes by itself",
    coming.length ? el("ol", { class: "alarms" }, coming.map((one) => el("li", {}, el("time", { datetime: one.due }, clock(one.due, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })), el("span", { dir: "auto" }, one.words))))
      : el("p", {}, "Nothing."),
    el("h3", {}, "Quiet hours"),
    people.length ? el("ul", {}, people.map((one) => el("li", { dir: "auto" }, `${one.name}: ${one.quiet ?? "none"} (${one.zone})`))) : el("p", {}, "Nobody is here yet."),
    el("p", { class: "hint" }, `Time stands still until you move it. It is shown for ${state.zone}.`));
}

function couples(ask) {
  const { state } = world;
  const field = (who, label) => [
    el("label", {}, `${label}: name`, el("input", { name: `${who}-name`, value: state.names[who], dir: "auto", maxlength: "40" })),
    el("label", {}, `${label}: language with Mortar`, el("select", { name: `${who}-language` },
      Object.entries(state.offered).map(([code, called]) => el("option", { value: code }, called)))),
    el("label", {}, `${label}: quiet hours`, el("select", { name: `${who}-quiet` }, QUIET.map((one) => el("option", { value: one }, one || "none"))))];
  const form = el("form", { class: "wishes" }, field("a", "First"), field("b", "Second"),
    el("label", {}, "Whose trust was broken", el("select", { name: "hurt" }, el("option", { value: "a" }, "the first's"), el("option", { value: "b" }, "the second's"))));
  const start = (one) => {
    const given = new FormData(form);
    const wish = (who) => ({ name: given.get(`${who}-name`).trim(), language: given.get(`${who}-language`), quiet: given.get(`${who}-quiet`) });
    made.close();
    ask("couple", { name: one, wishes: { a: wish("a"), b: wish("b"), both: { hurt: given.get("hurt") } } });
  };
  const made = dialog("Couples to start from", form,
    el("div", { class: "starts" }, state.starts.map((one) => el("button", { type: "button", onclick: () => start(one.name) }, el("strong", {}, one.title), el("span", {}, one.about)))),
    el("p", { class: "hint" }, "Starting anew forgets the couple that is here. Names and languages are for new couples."));
}

export { menu };
