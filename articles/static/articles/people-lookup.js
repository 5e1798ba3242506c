// A field that finds people of the directory by any of their names, as a combobox.

const PAUSE = 150;

export class Lookup {
  /** `choose(person)` gets what the editor picked: {id, label, role, ...}; `except` is not offered. */
  constructor(input, list, { address, told, choose, except = 0 }) {
    Object.assign(this, { input, list, address, told, choose, except });
    this.people = [];
    this.at = -1;
    input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), PAUSE);
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => document.activeElement === input || this.close(), 150));
  }

  async search() {
    const words = this.input.value.trim();
    if (!words) return this.close();
    const answer = await fetch(`${this.address}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || words !== this.input.value.trim()) return undefined;
    this.people = (await answer.json()).people.filter((person) => person.id !== this.except);
    this.at = this.people.length ? 0 : -1;
    return this.draw();
  }

  draw() {
    this.list.replaceChildren(
      ...this.people.map((person, place) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${place}`;
        option.role = "option";
        option.ariaSelected = String(place === this.at);
        const name = document.createElement("b");
        name.textContent = person.label;
        option.append(name, ` ${this.told(person)}`);
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.pick(place);
        });
        return option;
      }),
    );
    this.list.hidden = !this.people.length;
    this.input.ariaExpanded = String(!this.list.hidden);
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.people.length) {
      event.preventDefault();
      this.at = (this.at + step + this.people.length) % this.people.length;
      this.draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.at >= 0) this.pick(this.at);
    } else if (event.key === "Escape") this.close();
  }

  pick(place) {
    const person = this.people[place];
    this.input.value = "";
    this.close();
    this.choose(person);
  }

  close() {
    this.people = [];
    this.at = -1;
    this.draw();
  }

  /** Opens the field with words in it already. */
  ask(words) {
    this.input.value = words;
    this.input.focus();
    this.search();
  }
}
