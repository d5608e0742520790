// A flow's picture, with the places lit where somebody stands and the way that was walked.

import { el } from "./dom.js";

const drawn = new Map();

export async function picture(wire, flow, content) {
  const key = `${content}:${flow}`;
  if (!drawn.has(key)) drawn.set(key, wire.ask("picture", { flow }));
  const { svg } = await drawn.get(key);
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return document.importNode(parsed, true);
}

export function light(svg, lanes, walked, names) {
  for (const node of svg.querySelectorAll("[data-node]")) node.classList.toggle("walked", walked.has(node.dataset.node));
  for (const [lane, { at, stuck }] of Object.entries(lanes)) {
    const node = at && [...svg.querySelectorAll("[data-node]")].find((one) => one.dataset.node === at);
    if (!node) continue;
    node.classList.add("lit", `lit-${lane}`);
    if (stuck) node.classList.add("stuck");
    node.querySelector("title").textContent = `${at}: ${names[lane] ?? "both"}${stuck ? ", stuck" : ""}`;
  }
}

export function legend(lanes, names) {
  return el("p", { class: "legend" }, Object.entries(lanes).map(([lane, { at }]) =>
    el("span", { class: `key of-${lane}`, dir: "auto" }, `${names[lane] ?? "both"}: ${at ?? "through"}`)));
}
