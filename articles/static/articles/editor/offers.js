// What was left unsaved: the house's copy is on the page, others in this browser. Each is offered with
// what it would change; a text that goes on from another is offered in its place.

import { freshId, make } from "desk/page";
import { same } from "desk/held";

/** The house's copy as the page brought it, until somebody takes it. */
export class Offers {
  /** `take` puts a kept form into the form, `compare` gives {differs, html} of one. */
  constructor({ held, words, before, take, compare }) {
    Object.assign(this, { held, words, before, take, compare });
    this.section = document.querySelector("[data-draft-offer]");
    this.house = this.section ? JSON.parse(document.getElementById("kept-draft").textContent) : null;
    this.section?.querySelector("[data-take-draft]").addEventListener("click", () => {
      this.section.remove();
      this.take(this.house);
    });
    this.section?.querySelector("[name=forget]").addEventListener("click", () => this.held.drop(this.house.id));
  }

  /** Before new typing takes its place in the house, a text that nobody decided on is held here. */
  setAside() {
    if (this.section?.isConnected && !this.held.has(this.house.id)) this.held.put(this.house);
  }

  async offerHeld() {
    for (const kept of this.held.all()) {
      if (this.house && same(this.house, kept)) this.held.drop(kept.id);
      else await this.offer(kept);
    }
  }

  async offer(kept) {
    const found = { differs: true, html: "" };
    try {
      Object.assign(found, await this.compare(kept));
    } catch {
      // Offered without saying what it would change.
    }
    if (!found.differs) return this.held.drop(kept.id);
    const goesOn = this.house !== null && [kept.id, ...(kept.after ?? [])].includes(this.house.id);
    if (goesOn) this.section.remove();
    this.before.before(this.drawn(kept, found.html, goesOn));
  }

  drawn(kept, html, goesOn) {
    const id = freshId("own-draft");
    const head = make("h2", { id, text: `${this.words.found}, ${new Date(kept.at).toLocaleString()}` });
    const section = make("section", { class: "draft-offer", "aria-labelledby": id }, head);
    if (html) {
      const inner = make("div", { class: "diff" });
      inner.innerHTML = html; // rendered and escaped by the house
      section.append(make("details", {}, make("summary", { text: this.words.would }), inner));
    }
    const yes = () => {
      section.remove();
      this.take(goesOn ? { ...kept, after: [...(kept.after ?? []), this.house.id] } : kept);
    };
    const no = () => {
      this.held.drop(kept.id);
      if (!goesOn) section.remove();
    };
    section.append(make("p", { class: "buttons" },
      make("button", { type: "button", class: "button", text: this.words.take, onclick: yes }), " ",
      make("button", { type: goesOn ? "submit" : "button", class: "button button-quiet", text: this.words.drop, onclick: no,
        ...(goesOn ? this.forgetting() : {}) })));
    return section;
  }

  /** A button that throws away what goes on from the house's copy throws away that, too. */
  forgetting() {
    const { formAction } = this.section.querySelector("[name=forget]");
    return { name: "forget", value: this.house.id, formaction: formAction, formmethod: "post", formnovalidate: true };
  }
}
