// The review queue of names: one key or click for each decision, the next name at once.

import { Lookup } from "./people-lookup.js";
import { marked } from "./people-marks.js";

const queue = document.querySelector("[data-name-queue]");
if (queue) start();

function start() {
  const cases = [...queue.querySelectorAll("[data-candidate]")];
  const status = queue.querySelector("[data-status]");
  const undoButton = queue.querySelector("[data-undo]");
  const waiting = queue.querySelector("[data-waiting]");
  const same = queue.querySelector("div[data-same]");
  const done = [];
  let current = null;
  let written = Promise.resolve();
  let underway = 0;

  for (const evidence of queue.querySelectorAll("[data-names]")) {
    evidence.replaceChildren(marked(evidence.textContent, evidence.dataset.names.split("|")));
  }
  const lookup = new Lookup(same.querySelector("input"), same.querySelector("ul"), {
    address: queue.dataset.lookup,
    told: (person) => [person.role, person.birth_year, person.last_story?.headline].filter(Boolean).join(" · "),
    choose: (person) => decide(current, "same", person),
  });

  function open() {
    return cases.filter((each) => !each.hidden);
  }

  function select(chosen, isFocused = true) {
    for (const each of cases) each.toggleAttribute("data-current", each === chosen);
    current = chosen ?? null;
    same.hidden = true;
    if (!current) return;
    if (isFocused) current.querySelector("button").focus();
    current.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const shown = open();
    const place = shown.indexOf(current);
    select(shown[Math.min(Math.max(place + by, 0), shown.length - 1)]);
  }

  /** One after the other, in the order of the keys. */
  function send(...decision) {
    underway += 1;
    const sent = written
      .catch(() => null)
      .then(() => tell(...decision))
      .finally(() => (underway -= 1));
    written = sent;
    return sent;
  }

  async function tell(candidate, decision, person) {
    const answer = await fetch(queue.dataset.decide, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": queue.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({ candidate: candidate.dataset.candidate, decision, person: person?.id }),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    return told;
  }

  async function decide(candidate, decision, person) {
    if (!candidate || candidate.hidden) return;
    const shown = open();
    const next = shown[shown.indexOf(candidate) + 1] ?? shown[shown.indexOf(candidate) - 1];
    candidate.hidden = true;
    select(next);
    waiting.textContent = Number(waiting.textContent) - 1;
    const label = `${queue.dataset[decision]}${person ? ` ${person.label}` : ""}`;
    const entry = { candidate, sent: null };
    done.push(entry);
    undoButton.hidden = false;
    status.textContent = `${candidate.dataset.name}: ${label}`;
    entry.sent = send(candidate, decision, person);
    try {
      await entry.sent;
      if (!underway && !open().length && Number(waiting.textContent) > 0) window.location.reload();
    } catch (fault) {
      done.splice(done.indexOf(entry), 1);
      comeBack(candidate, fault.message);
    }
  }

  function comeBack(candidate, words) {
    candidate.hidden = false;
    waiting.textContent = Number(waiting.textContent) + 1;
    undoButton.hidden = !done.length;
    status.textContent = words;
    select(candidate);
  }

  async function undo() {
    const entry = done.pop();
    if (!entry) return;
    await entry.sent;
    await send(entry.candidate, "undo");
    comeBack(entry.candidate, `${queue.dataset.undone}: ${entry.candidate.dataset.name}`);
  }

  function askSame(candidate) {
    select(candidate, false);
    candidate.append(same);
    same.hidden = false;
    lookup.ask(candidate.dataset.name.split(" ").at(-1));
    same.querySelector("input").select();
  }

  queue.addEventListener("click", (event) => {
    const candidate = event.target.closest("[data-candidate]");
    const decision = event.target.dataset.decision;
    if (decision === "same") askSame(candidate);
    else if (decision) decide(candidate, decision);
  });
  queue.addEventListener("focusin", (event) => {
    const candidate = event.target.closest("[data-candidate]");
    if (candidate && candidate !== current) select(candidate, false);
  });
  undoButton.addEventListener("click", undo);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) {
      if (event.key === "Escape" && current) select(current);
      return;
    }
    const keys = {
      a: () => decide(current, "new"),
      n: () => decide(current, "no"),
      s: () => current && askSame(current),
      j: () => step(1),
      k: () => step(-1),
      u: undo,
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  select(cases[0]);
}
