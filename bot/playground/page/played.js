// Transcripts: save what was played, play one again at any speed, step by step, and back.

import { el, fill, icon, toast } from "./dom.js";
import { world } from "./world.js";

const FASTEST = 0.02;
const SLOWEST = 3;

export function played(wire) {
  const ask = (what, given) => wire.ask(what, given).catch((exc) => toast(exc.message));
  const saved = el("div", {});
  const files = el("select", { "aria-label": "A transcript of the folder" });
  const steps = el("ol", { class: "steps", tabIndex: 0, "aria-label": "Steps" });
  const controls = el("div", { class: "controls", role: "group", "aria-label": "Playing" });
  const wrong = el("p", { class: "bad", role: "status" });
  const speed = el("input", { type: "range", min: "0", max: "100", value: "60", "aria-label": "Speed", oninput: () => ask("pace", { pace: pace(), paused: world.replay?.paused ?? true }) });
  const root = el("div", { class: "played" },
    el("h3", {}, "Save what was played"), el("button", { type: "button", class: "main", onclick: save }, "Save as transcript"), saved,
    el("h3", {}, "Play one"), el("label", {}, "From the folder", files),
    el("div", { class: "controls" }, el("button", { type: "button", class: "main", onclick: () => files.value && ask("replay", { name: files.value, pace: pace() }) }, "Play it"),
      el("label", { class: "file" }, "or a file", el("input", { type: "file", accept: ".yaml,.yml", onchange: upload }))),
    el("label", {}, "Speed", speed), controls, wrong, steps);
  let listed = false;

  // Slow on the left, at once on the right, even steps for the eye in between.
  const pace = () => (speed.value === "100" ? 0 : SLOWEST * (FASTEST / SLOWEST) ** (speed.value / 100));

  async function save() {
    const found = await ask("save");
    if (!found) return;
    const area = el("textarea", { rows: "14", "aria-label": "The transcript", spellcheck: "false", dir: "ltr" });
    area.value = found.text;
    const file = URL.createObjectURL(new Blob([found.text], { type: "application/yaml" }));
    fill(saved, area, el("p", {}, el("a", { href: file, download: "conversation.yaml" }, "Download it"), " into tests/transcripts, and give it a title in its first line."));
  }

  async function upload(event) {
    const [file] = event.target.files;
    if (file) ask("replay", { name: file.name, text: await file.text(), pace: pace() });
  }

  async function draw(kind) {
    if (!listed) {
      listed = true;
      const found = await ask("transcripts");
      fill(files, (found?.names ?? []).map((one) => el("option", { value: one }, one)));
    }
    if (kind === "inside" || kind === "message") return;
    const one = world.replay;
    wrong.textContent = one?.wrong ?? "";
    fill(controls, one ? [
      button("back", "One step back", () => ask("back"), one.at === 0),
      one.paused || one.wrong || one.at >= one.steps.length ? button("play", "Play on", () => ask("pace", { paused: false }), one.at >= one.steps.length) : button("pause", "Pause", () => ask("pace", { paused: true })),
      button("next", "One step on", () => ask("step"), one.at >= one.steps.length),
      button("close", "Let it be", () => ask("stop")),
      el("span", { role: "status" }, `${one.title}: ${one.at} of ${one.steps.length}`)] : []);
    fill(steps, one ? one.steps.map((step, at) => el("li", { class: at < one.at ? "done" : at === one.at ? (one.wrong ? "wrong" : "now") : "", "aria-current": at === one.at ? "step" : null },
      el("b", {}, step.verb), " ", el("span", { dir: "auto" }, step.text))) : []);
    steps.querySelector(".now, .wrong")?.scrollIntoView({ block: "nearest" });
  }

  return { root, draw };
}

function button(sign, words, act, off = false) {
  return el("button", { type: "button", "aria-label": words, title: words, disabled: off, onclick: act }, icon(sign));
}
