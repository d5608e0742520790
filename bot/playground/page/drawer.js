// The drawer beside the phones, with its three pages.

import { author } from "./author.js";
import { el, fill, icon } from "./dom.js";
import { inside } from "./inside.js";
import { played } from "./played.js";
import { listen } from "./world.js";

export class Drawer {
  constructor(wire) {
    this.root = document.getElementById("drawer");
    this.pages = [["Inside", inside(wire)], ["Write", author(wire)], ["Transcripts", played(wire)]];
    this.tabs = this.pages.map(([title], at) => el("button", { type: "button", role: "tab", id: `tab-${at}`, "aria-controls": `page-${at}`,
      onclick: () => this.show(at), onkeydown: (event) => this.key(event, at) }, title));
    this.bodies = this.pages.map(([, page], at) => el("div", { role: "tabpanel", id: `page-${at}`, "aria-labelledby": `tab-${at}`, tabIndex: 0 }, page.root));
    fill(this.root, el("header", {}, el("div", { role: "tablist", "aria-label": "The inside" }, this.tabs),
      el("button", { type: "button", class: "tool", "aria-label": "Close the drawer", onclick: () => this.toggle() }, icon("close"))), this.bodies);
    this.show(0);
    listen((kind) => { if (!this.root.hidden) this.page.draw(kind); });
  }

  get page() {
    return this.pages[this.at][1];
  }

  toggle() {
    this.root.hidden = !this.root.hidden;
    const button = document.getElementById("inside");
    button.setAttribute("aria-expanded", String(!this.root.hidden));
    document.documentElement.classList.toggle("open", !this.root.hidden);
    if (this.root.hidden) button.focus();
    else { this.page.draw("open"); this.tabs[this.at].focus(); }
  }

  show(at) {
    this.at = at;
    this.tabs.forEach((tab, one) => { tab.setAttribute("aria-selected", String(one === at)); tab.tabIndex = one === at ? 0 : -1; });
    this.bodies.forEach((body, one) => { body.hidden = one !== at; });
    if (!this.root.hidden) this.page.draw("open");
  }

  key(event, at) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const to = (at + step + this.tabs.length) % this.tabs.length;
    this.show(to);
    this.tabs[to].focus();
  }
}
