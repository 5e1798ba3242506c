// People in this story: who is tagged, who is found in the text, and one click for each decision.
// It writes into the rows of the story's form (people-rows.js); saving the form saves them.

import { Lookup } from "./people-lookup.js";
import { light, marked } from "./people-marks.js";
import { Rows } from "./people-rows.js";

const PAUSE = 500;
const REFUSED_BEFORE_SAVING = "newsroom-people-refused";

const panel = document.querySelector("[data-people-panel]");
const form = panel?.closest("form") ?? document.querySelector("[data-story-form]");
if (panel && form?.elements["mentions-TOTAL_FORMS"]) start();

function start() {
  const words = JSON.parse(panel.querySelector("[data-people-words]").textContent);
  const article = panel.dataset.article || "";
  const rows = new Rows(form, article);
  const tagged = panel.querySelector("[data-people-tagged]");
  const suggested = panel.querySelector("[data-people-suggested]");
  const undoButton = panel.querySelector("[data-people-undo]");
  const status = panel.querySelector("[data-people-status]");
  const done = [];
  let refused = [];
  let suggestions = [];
  let facts = {};
  let timer = 0;
  let asking = null;
  let sameAs = null;

  const plain = form.elements["mentions-TOTAL_FORMS"].closest(".inline-group, [data-ties], fieldset");
  if (plain && !plain.contains(panel)) {
    plain.before(panel);
    plain.hidden = true;
  }
  panel.hidden = false;

  const lookup = new Lookup(
    panel.querySelector("[data-people-search]"),
    panel.querySelector("[data-people-options]"),
    {
      address: panel.dataset.lookup,
      told: description,
      choose(person) {
        if (sameAs) accept(sameAs, person);
        else put(person, "mentioned", () => {}, words.added);
        sameAs = null;
      },
    },
  );

  function description(person) {
    const parts = [person.role, person.birth_year ? `${words.born} ${person.birth_year}` : ""];
    if (person.last_story) parts.push(`${words.last} “${person.last_story.headline}”, ${person.last_story.at}`);
    else parts.push(words.noStory);
    return parts.filter(Boolean).join(" · ");
  }

  async function post(address, values) {
    const answer = await fetch(address, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ article, ...values }),
    });
    return answer.ok ? answer.json() : null;
  }

  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    const value = (name) => form.elements[name]?.value ?? "";
    let body = null;
    try {
      body = JSON.parse(value("body") || "null");
    } catch {
      body = null;
    }
    try {
      const answer = await fetch(panel.dataset.suggest, {
        method: "POST",
        signal: asking.signal,
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        },
        body: JSON.stringify({
          article,
          body,
          refused,
          headline: value("headline"),
          standfirst: value("standfirst"),
          language: value("language"),
          captions: [value("lead_caption")],
          pictures: [value("lead_picture")],
          people: rows.all().map((row) => row.person),
        }),
      });
      if (!answer.ok) return;
      const told = await answer.json();
      suggestions = told.suggestions;
      facts = told.tagged;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
      return;
    }
    draw();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }

  /** Remembers how to take a decision back, says what was done, and draws anew. */
  function did(label, name, takeBack) {
    done.push({ label: `${label}: ${name}`, takeBack });
    status.textContent = `${label}: ${name}`;
    draw();
    later();
  }

  function put(person, role, takeBack, label) {
    const number = rows.add(person.id, person.label, role);
    facts[person.id] = { ...person, names: person.names ?? [] };
    did(label, person.label, () => {
      rows.remove(number);
      takeBack();
    });
  }

  function drop(suggestion) {
    suggestions = suggestions.filter((each) => each !== suggestion);
  }

  function accept(suggestion, person) {
    const told = { verdict: "accept", name: suggestion.name, names: suggestion.names, person: person.id };
    post(panel.dataset.verdict, told);
    drop(suggestion);
    put({ ...person, names: suggestion.names }, suggestion.role, () => {
      post(panel.dataset.verdict, { ...told, undo: true });
      suggestions.unshift(suggestion);
    }, words.accepted);
  }

  async function create(suggestion) {
    const answer = await post(panel.dataset.new, { name: suggestion.name });
    if (!answer?.person) return;
    post(panel.dataset.verdict, { verdict: "accept", name: suggestion.name, names: suggestion.names, person: answer.person.id });
    drop(suggestion);
    put({ ...answer.person, names: suggestion.names }, suggestion.role, () => {
      post(panel.dataset.verdict, { verdict: "accept", undo: true, name: suggestion.name, names: suggestion.names });
      post(panel.dataset.new, { undo: answer.person.id });
      suggestions.unshift(suggestion);
    }, words.created);
  }

  function refuse(suggestion) {
    const told = { verdict: "refuse", name: suggestion.name, person: suggestion.person };
    post(panel.dataset.verdict, told);
    drop(suggestion);
    refused.push(suggestion.name);
    keepRefused();
    did(words.refused, suggestion.name, () => {
      post(panel.dataset.verdict, { ...told, undo: true });
      refused = refused.filter((name) => name !== suggestion.name);
      keepRefused();
      suggestions.unshift(suggestion);
    });
  }

  function remove(row) {
    rows.remove(row.number);
    post(panel.dataset.verdict, { verdict: "refuse", name: row.label, person: row.person });
    did(words.removed, row.label, () => {
      post(panel.dataset.verdict, { verdict: "refuse", undo: true, name: row.label, person: row.person });
      rows.remove(row.number, false);
    });
  }

  /** A story that was never saved has no row to refuse in yet: the first page after saving tells it. */
  function keepRefused() {
    if (!article) sessionStorage.setItem(REFUSED_BEFORE_SAVING, JSON.stringify(refused));
  }

  function tellRefused() {
    if (!article || !document.referrer.includes("/add/")) return;
    for (const name of JSON.parse(sessionStorage.getItem(REFUSED_BEFORE_SAVING) ?? "[]")) {
      post(panel.dataset.verdict, { verdict: "refuse", name });
    }
    sessionStorage.removeItem(REFUSED_BEFORE_SAVING);
  }

  function undo() {
    const last = done.pop();
    if (!last) return;
    last.takeBack();
    status.textContent = `${words.undone}: ${last.label}`;
    draw();
    later();
  }

  function button(text, label, click, kind = "") {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.className = kind;
    made.addEventListener("click", click);
    return made;
  }

  function draw() {
    const place = focusedPlace();
    tagged.replaceChildren(...rows.all().map(taggedChip));
    panel.querySelector("[data-people-none]").hidden = tagged.childElementCount > 0;
    suggested.replaceChildren(...suggestions.map(suggestedChip));
    panel.querySelector("[data-people-found]").hidden = !suggestions.length;
    undoButton.hidden = !done.length;
    undoButton.textContent = done.length ? `${words.undo} (${done.at(-1).label})` : words.undo;
    if (place >= 0) focusChip(Math.min(place, suggestions.length - 1));
  }

  function taggedChip(row, place) {
    const chip = document.createElement("li");
    const name = document.createElement("span");
    name.className = "people-name";
    name.textContent = row.label;
    const role = document.createElement("select");
    role.setAttribute("aria-label", `${words.role}: ${row.label}`);
    for (const [value, text] of Object.entries(words.roles)) role.add(new Option(text, value, false, value === row.role));
    role.addEventListener("change", () => rows.setRole(row.number, role.value));
    chip.append(name, role);
    if (place) chip.append(button("↑", `${words.raise}: ${row.label}`, () => { rows.raise(row.number); draw(); }));
    chip.append(button("×", `${words.remove}: ${row.label}`, () => remove(row)));
    lightOn(chip, [row.label, ...(facts[row.person]?.names ?? [])]);
    return chip;
  }

  function suggestedChip(suggestion) {
    const chip = document.createElement("li");
    chip.className = "people-chip";
    const head = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = suggestion.name;
    const why = document.createElement("span");
    why.className = "quiet";
    why.textContent = `${suggestion.why}, ${words.roles[suggestion.role]}`;
    head.append(name, " ", why);
    const evidence = document.createElement("p");
    evidence.className = "people-evidence";
    evidence.append(marked(suggestion.evidence, suggestion.names));
    chip.append(head, evidence, buttons(suggestion));
    lightOn(chip, suggestion.names);
    chip.addEventListener("keydown", keys);
    return chip;
  }

  function buttons(suggestion) {
    const holder = document.createElement("div");
    holder.className = "people-buttons";
    const { name, person, candidates } = suggestion;
    if (person) {
      holder.append(button(words.accept, `${words.accept}: ${name}`, () => accept(suggestion, candidates[0]), "yes"));
      const who = document.createElement("span");
      who.className = "quiet";
      who.textContent = description(candidates[0]);
      holder.append(who);
    } else if (candidates.length) {
      const question = document.createElement("span");
      question.textContent = words.which;
      holder.append(question);
      for (const each of candidates) {
        const told = description(each);
        const choice = button("", `${words.accept}: ${each.label}, ${told}`, () => accept(suggestion, each), "yes candidate");
        const small = document.createElement("small");
        small.textContent = told;
        choice.append(each.label, small);
        holder.append(choice);
      }
    }
    holder.append(
      button(words.create, `${words.create}: ${name}`, () => create(suggestion), person || candidates.length ? "new" : "yes new"),
      button(words.same, `${words.same} ${name}`, () => { sameAs = suggestion; lookup.ask(name); }),
      button(words.refuse, `${words.refuse}: ${name}`, () => refuse(suggestion), "no"),
    );
    return holder;
  }

  function lightOn(chip, names) {
    for (const event of ["pointerenter", "focusin"]) chip.addEventListener(event, () => light(form, names));
    for (const event of ["pointerleave", "focusout"]) chip.addEventListener(event, () => light(form, []));
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const chip = event.currentTarget;
    const place = [...suggested.children].indexOf(chip);
    const click = { a: ".yes", n: ".no", p: ".new" }[event.key];
    if (click) {
      event.preventDefault();
      chip.querySelector(click)?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      focusChip(place + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "u") undo();
  }

  function focusedPlace() {
    return [...suggested.children].findIndex((chip) => chip.contains(document.activeElement));
  }

  function focusChip(place) {
    const target = suggested.children[place]?.querySelector("button") ?? undoButton;
    target.focus();
  }

  undoButton.addEventListener("click", undo);
  panel.querySelector("[data-people-search]").addEventListener("focus", (event) => {
    if (!event.target.value) sameAs = null;
  });
  form.addEventListener("story:changed", later);
  form.addEventListener("input", (event) => {
    if (!panel.contains(event.target)) later();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name?.startsWith("mentions-") && event.isTrusted) draw();
  });
  tellRefused();
  draw();
  refresh();
}
