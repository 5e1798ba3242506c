// People found in the text of the story that is being written: one click for each decision.
// It writes into the list of people of the form (people-rows.js); saving the form saves them.

import { button, candidateButton, chipOf, description } from "./people-chips.js";
import { Lookup } from "./people-lookup.js";
import { light } from "./people-marks.js";
import { Rows } from "./people-rows.js";

const PAUSE = 500; // milliseconds without a change before the text is read again
const AGAIN = 1000; // milliseconds
const REFUSED_BEFORE_SAVING = "newsroom-people-refused";

class Panel {
  constructor(element, storyForm, rows) {
    Object.assign(this, { element, form: storyForm, rows });
    this.words = JSON.parse(element.querySelector("[data-people-words]").textContent);
    this.article = element.dataset.article || "";
    this.list = element.querySelector("[data-people-suggested]");
    this.undoButton = element.querySelector("[data-people-undo]");
    this.status = element.querySelector("[data-people-status]");
    this.trouble = element.querySelector("[data-people-trouble]");
    this.same = element.querySelector("[data-people-same]");
    this.done = [];
    this.refused = [];
    this.suggestions = [];
    this.tagged = new Map();
    this.asked = null;
    this.drawn = "";
    this.isPressed = false;
    this.written = Promise.resolve();
    this.lookup = new Lookup(this.same.querySelector("input"), this.same.querySelector("ul"), {
      address: element.dataset.lookup,
      told: (person) => description(person, this.words),
      choose: (person) => this.accept(this.asked, person),
    });
  }

  start() {
    this.element.hidden = false;
    this.undoButton.addEventListener("click", () => this.undo());
    this.form.addEventListener("story:changed", () => {
      this.noticeRemoved();
      this.later();
    });
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", () => this.hold());
    this.tellRefused();
    this.tagged = this.current();
    this.refresh();
  }

  /** A button that is replaced between press and release has no click: nothing is drawn meanwhile. */
  hold() {
    this.isPressed = true;
    const release = () => setTimeout(() => {
      for (const end of ["pointerup", "pointercancel"]) window.removeEventListener(end, release);
      this.isPressed = false;
      this.draw();
    });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release);
  }

  current() {
    return new Map(this.rows.all().map(({ person, label }) => [person, label]));
  }

  /** Whom somebody takes off the list is not suggested again; saving makes that last. */
  noticeRemoved() {
    const now = this.current();
    for (const [person, label] of this.tagged) if (!now.has(person)) this.refused.push(label);
    for (const [person, label] of now) {
      if (!this.tagged.has(person)) this.refused = this.refused.filter((name) => name !== label);
    }
    this.tagged = now;
  }

  async post(address, values, signal = null) {
    const answer = await fetch(address, {
      method: "POST",
      signal,
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ article: this.article, ...values }),
    });
    return answer.ok ? answer.json() : null;
  }

  /** One after the other, in the order of the clicks; what a busy server refused is sent once more. */
  write(address, values) {
    const send = async () => {
      const answer = await this.post(address, values);
      if (answer) return answer;
      await new Promise((resume) => setTimeout(resume, AGAIN));
      return this.post(address, values);
    };
    this.written = this.written.then(send, send);
    return this.written;
  }

  tell(verdict, suggestion, values = {}) {
    const { name, names } = suggestion;
    return this.write(this.element.dataset.verdict, { verdict, name, names, ...values }).catch(() => null);
  }

  /** Reads the text again after a pause; an answer on its way is about what no longer holds. */
  later() {
    this.asking?.abort();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  async refresh() {
    const asking = new AbortController();
    this.asking = asking;
    await this.written.catch(() => null);
    if (asking.signal.aborted) return;
    const value = (name) => this.form.elements[name]?.value ?? "";
    try {
      const told = await this.post(
        this.element.dataset.suggest,
        {
          body: this.form.story?.serialize().body ?? null,
          headline: value("headline"),
          standfirst: value("standfirst"),
          language: value("language"),
          captions: [value("lead_caption")],
          pictures: [value("lead_picture")],
          people: [...this.tagged.keys()],
          refused: this.refused,
        },
        asking.signal,
      );
      if (!told) return;
      this.suggestions = told.suggestions;
      if (!this.same.contains(document.activeElement)) this.draw();
    } catch (fault) {
      if (fault.name !== "AbortError" && !(fault instanceof TypeError)) throw fault;
    }
  }

  /** Remembers how to take a decision back, says what was done, and draws anew. */
  did(label, suggestion, takeBack) {
    this.drop(suggestion);
    this.done.push({
      label: `${label}: ${suggestion.name}`,
      takeBack: () => {
        takeBack();
        this.drop(suggestion);
        this.suggestions.unshift(suggestion);
      },
    });
    this.status.textContent = `${label}: ${suggestion.name}`;
    this.trouble.hidden = true;
    this.same.hidden = true;
    this.draw();
    this.later();
  }

  /** By its key: while an answer was on its way, the same suggestion may have come anew. */
  drop({ key }) {
    this.suggestions = this.suggestions.filter((each) => each.key !== key);
  }

  accept(suggestion, person) {
    this.tell("accept", suggestion, { person: person.id });
    const row = this.rows.add(person, suggestion.role);
    this.did(this.words.accepted, suggestion, () => {
      this.rows.remove(row);
      this.refused = this.refused.filter((name) => name !== person.label);
      this.tell("accept", suggestion, { person: person.id, undo: true });
    });
  }

  async create(suggestion) {
    const answer = await this.write(this.element.dataset.new, { name: suggestion.name }).catch(() => null);
    this.trouble.hidden = Boolean(answer?.person);
    if (!answer?.person) return;
    const { person } = answer;
    this.tell("accept", suggestion, { person: person.id });
    const row = this.rows.add(person, suggestion.role);
    this.did(this.words.created, suggestion, () => {
      this.rows.remove(row);
      this.refused = this.refused.filter((name) => name !== person.label);
      this.tell("accept", suggestion, { undo: true });
      this.write(this.element.dataset.new, { undo: person.id }).catch(() => null);
    });
  }

  refuse(suggestion) {
    this.tell("refuse", suggestion, { person: suggestion.person });
    this.refused.push(suggestion.name);
    this.keepRefused();
    this.did(this.words.refused, suggestion, () => {
      this.refused = this.refused.filter((name) => name !== suggestion.name);
      this.keepRefused();
      this.tell("refuse", suggestion, { person: suggestion.person, undo: true });
    });
  }

  /** Opens the search for somebody who is known under another name. */
  askSame(suggestion, chip) {
    this.asked = suggestion;
    chip.append(this.same);
    this.same.hidden = false;
    this.lookup.ask(suggestion.name.split(" ").at(-1));
  }

  undo() {
    const last = this.done.pop();
    if (!last) return;
    last.takeBack();
    this.status.textContent = `${this.words.undone}: ${last.label}`;
    this.draw();
    this.later();
  }

  /** A story that was never saved has no row to refuse in yet: the first page after saving tells it. */
  keepRefused() {
    if (!this.article) sessionStorage.setItem(REFUSED_BEFORE_SAVING, JSON.stringify(this.refused));
  }

  tellRefused() {
    if (!this.article || !document.referrer.includes("/add/")) return;
    for (const name of JSON.parse(sessionStorage.getItem(REFUSED_BEFORE_SAVING) ?? "[]")) {
      this.tell("refuse", { name, names: [] });
    }
    sessionStorage.removeItem(REFUSED_BEFORE_SAVING);
  }

  draw() {
    const now = JSON.stringify([this.suggestions, this.done.map(({ label }) => label)]);
    if (this.isPressed || now === this.drawn) return;
    this.drawn = now;
    const place = [...this.list.children].findIndex((chip) => chip.contains(document.activeElement));
    this.element.append(this.same);
    this.list.replaceChildren(...this.suggestions.map((suggestion) => this.chip(suggestion)));
    this.element.querySelector("[data-people-found]").hidden = !this.suggestions.length;
    this.undoButton.hidden = !this.done.length;
    if (this.done.length) this.undoButton.textContent = `${this.words.undo} (${this.done.at(-1).label})`;
    if (place >= 0) this.focus(Math.min(place, this.suggestions.length - 1));
  }

  chip(suggestion) {
    const { words } = this;
    const { name, person, candidates } = suggestion;
    const chip = chipOf(suggestion, words);
    const holder = chip.querySelector(".people-buttons");
    if (person) {
      holder.append(button(words.accept, name, () => this.accept(suggestion, candidates[0]), "yes"));
    } else {
      for (const each of candidates) {
        holder.append(candidateButton(each, words, () => this.accept(suggestion, each)));
      }
    }
    const isFirst = !person && !candidates.length;
    holder.append(
      button(words.create, name, () => this.create(suggestion), isFirst ? "yes new" : "new"),
      button(words.same, name, () => this.askSame(suggestion, chip)),
      button(words.refuse, name, () => this.refuse(suggestion), "no"),
    );
    for (const event of ["pointerenter", "focusin"]) {
      chip.addEventListener(event, () => light(this.form, suggestion.names));
    }
    for (const event of ["pointerleave", "focusout"]) {
      chip.addEventListener(event, () => light(this.form, []));
    }
    return chip;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const chips = [...this.list.children];
    const place = chips.findIndex((chip) => chip.contains(event.target));
    const click = { a: ".yes", n: ".no", p: ".new" }[event.key];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!click && !step && event.key !== "u") return;
    event.preventDefault();
    if (click) chips[place]?.querySelector(click)?.click();
    else if (step) this.focus(place + step);
    else this.undo();
  }

  focus(place) {
    (this.list.children[place]?.querySelector("button") ?? this.undoButton).focus();
  }
}

const panel = document.querySelector("[data-people-panel]");
const form = panel?.closest("form");
const root = form?.querySelector("[data-ties='mentions']");
if (root?.ties) new Panel(panel, form, new Rows(root)).start();
