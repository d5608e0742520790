// Begin: draw what came with the page, then keep up with the bot.

import { bar } from "./bar.js";
import { el, fill } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Phone } from "./phone.js";
import { CHATS, listen, name, setInside, setLost, take, world } from "./world.js";
import { Wire } from "./wire.js";

const SOON = 60;

take(JSON.parse(document.getElementById("first").textContent));
const wire = new Wire(take, setLost);
const phones = Object.fromEntries(CHATS.map((chat) => [chat, new Phone(chat, wire)]));
const desk = document.getElementById("phones");
fill(desk, CHATS.map((chat) => phones[chat].root));
for (const chat of CHATS) phones[chat].all();
const drawer = new Drawer(wire);
bar(wire, drawer);

// On a narrow screen one phone is seen at a time; the tabs go to the others, as swiping does.
const tabs = CHATS.map((chat) => el("button", { type: "button", "data-chat": chat, onclick: () => phones[chat].root.scrollIntoView({ inline: "start", block: "nearest" }) }));
fill(document.getElementById("switch"), tabs);
function named() {
  tabs.forEach((tab, at) => {
    const chat = CHATS[at];
    const asked = world.state.questions.some((one) => (chat === "room" ? one.room : one.who === chat && !one.room));
    fill(tab, el("span", { dir: "auto" }, name(chat)), asked ? el("i", { title: "is asked something", role: "img", "aria-label": "is asked something" }) : null);
  });
}
const seen = new IntersectionObserver((entries) => {
  for (const one of entries) {
    const tab = tabs[CHATS.findIndex((chat) => phones[chat].root === one.target)];
    if (one.intersectionRatio > 0.6) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}, { root: desk, threshold: [0, 0.6, 1] });
for (const chat of CHATS) seen.observe(phones[chat].root);

let asking;
function look() {
  clearTimeout(asking);
  asking = setTimeout(() => {
    if (world.state.alive && !world.lost) wire.ask("inside").then(setInside, () => {});
  }, SOON);
}

listen((kind, what) => {
  if (kind === "all") for (const chat of CHATS) phones[chat].all();
  if (kind === "message") phones[what.chat].message(what);
  if (kind === "changed") phones[what.chat].changed(what);
  if (kind === "state" || kind === "inside") {
    for (const chat of CHATS) phones[chat].state();
    named();
  }
  if (kind === "state") look();
});
named();
look();
document.documentElement.dataset.ready = "yes";
