// What was left unsaved: what the house has is on the page, the rest in this browser. Each is offered with
// what it would change; a text that goes on from another is offered in its place.

import { freshId, make } from "desk/page";
import { same } from "desk/held";

export class Offers {
  /** `take` puts a kept form into the form, `compare` gives {differs, html} of one. */
  constructor({ held, words, before, take, compare }) {
    Object.assign(this, { held, words, before, take, compare });
    this.house = [...document.querySelectorAll("[data-draft-offer]")].map((section) => this.started(section));
  }

  started(section) {
    const kept = JSON.parse(section.querySelector("script").textContent);
    section.querySelector("[data-take-draft]").addEventListener("click", () => {
      section.remove();
      this.take(kept);
    });
    const forget = section.querySelector("[name=forget]");
    forget.addEventListener("click", () => this.held.drop(kept.id));
    return { section, kept, forget };
  }

  async offerHeld() {
    for (const kept of this.held.all()) {
      if (this.house.some((draft) => same(draft.kept, kept))) this.held.drop(kept.id);
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
    const begun = this.house.find((draft) => [kept.id, ...(kept.after ?? [])].includes(draft.kept.id));
    begun?.section.remove();
    this.before.before(this.drawn(kept, found.html, begun));
  }

  drawn(kept, html, begun) {
    const id = freshId("own-draft");
    const head = make("h2", { id, text: `${this.words.found}, ${new Date(kept.at).toLocaleString()}` });
    const section = make("section", { class: "draft-offer", "aria-labelledby": id }, head);
    if (html) {
      const inner = make("div", { class: "diff" });
      inner.innerHTML = html; // rendered and escaped by the house
      section.append(make("details", {}, make("summary", { text: this.words.would }), inner));
    }
    if (this.words.note) section.append(make("p", { text: this.words.note }));
    const yes = () => {
      section.remove();
      this.take(begun ? { ...kept, after: [...(kept.after ?? []), begun.kept.id] } : kept);
    };
    const line = make("p", { class: "buttons" }, make("button", { type: "button", class: "button", text: this.words.take, onclick: yes }), " ");
    line.append(begun ? this.forgetting(kept, begun) : this.dropping(kept, section));
    section.append(line);
    return section;
  }

  dropping(kept, section) {
    const no = () => {
      section.remove();
      this.held.drop(kept.id);
    };
    return make("button", { type: "button", class: "button button-quiet", text: this.words.drop, onclick: no });
  }

  /** What the house has of the same text is thrown away with it. */
  forgetting(kept, { forget }) {
    const button = forget.cloneNode(true);
    button.addEventListener("click", () => this.held.drop(kept.id));
    return button;
  }
}
