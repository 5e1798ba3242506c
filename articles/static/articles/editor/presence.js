// Who else has the story open, and whose turn it is. It tells and stops nobody: a form that closed
// under somebody's hands would swallow what they were typing.

import { make } from "desk/page";

const BEAT = 8000;

/** `ask` speaks to the house, `base` is the version that the form began with, `keep` keeps what is typed. */
export function startPresence({ place, address, words, ask, base, token, keep }) {
  const lines = place.querySelector("[data-presence-lines]");
  const button = place.querySelector("[data-take-over]");
  let shown = "";

  function show({ others, may_take: mayTake, taken, version }) {
    const told = [...(taken ? [taken] : []), ...others, ...(version > base() ? [words.newer] : [])];
    const now = JSON.stringify([told, mayTake, taken]);
    if (now === shown) return;
    shown = now;
    lines.replaceChildren(...told.map((text) => make("p", { text })));
    place.hidden = told.length === 0;
    button.hidden = !taken && !mayTake;
    button.textContent = taken ? words.takeBack : words.takeOver;
    if (taken) keep();
  }

  async function beat(values = {}) {
    try {
      const answer = await ask(address, { method: "POST", body: new URLSearchParams(values) });
      show(await answer.json());
    } catch {
      // The next beat tries again; keeping the text has its own signs.
    }
  }

  const look = () => document.visibilityState === "visible" && beat();
  button.addEventListener("click", () => beat({ take: "1" }));
  document.addEventListener("visibilitychange", look);
  window.setInterval(look, BEAT);
  window.addEventListener("pagehide", () => {
    const gone = new URLSearchParams({ leave: "1", csrfmiddlewaretoken: token() });
    navigator.sendBeacon(address, gone);
  });
  beat();
}
