// Related links beside the form's own rows: warnings on picks, what the machine would add and why
// with Pin and Hide, and the widget as readers would see it. Pins go into the rows (editor/ties.js).

const PAUSE = 700;

const panel = document.querySelector("[data-related-panel]");
const form = panel?.closest("form");
const root = form?.querySelector('[data-ties="picks"]');
if (panel && root) start();

function start() {
  const words = JSON.parse(panel.querySelector("[data-related-words]").textContent);
  const part = (name) => panel.querySelector(`[data-related-${name}]`);
  const article = panel.dataset.article || "";
  let timer = 0;
  let asking = null;
  let asked = "";

  const values = (prefix) => form.querySelector(`[data-ties="${prefix}"]`)?.ties?.values() ?? [];
  const numbers = (prefix, name) => values(prefix).map((row) => row[name]).filter(Boolean);
  const say = (text) => { part("status").textContent = text; };

  function make(tag, { text = "", ...attributes } = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...(text ? [text] : []), ...children);
    return element;
  }

  function button(label, card, act) {
    const made = make("button", { type: "button", text: label, "aria-label": `${label}: ${card.headline}` });
    made.addEventListener("click", act);
    return made;
  }

  function post(address, sent, signal) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    return fetch(address, { method: "POST", headers, signal, body: JSON.stringify(sent) });
  }

  function story() {
    const value = (name) => form.elements[name]?.value ?? "";
    let body = null;
    try {
      body = JSON.parse(value("body") || "null");
    } catch {
      body = null;
    }
    return {
      article,
      body,
      headline: value("headline"),
      standfirst: value("standfirst"),
      section: value("section"),
      people: numbers("mentions", "tag"),
      topics: numbers("topic_ties", "topic"),
      picks: values("picks"),
    };
  }

  async function refresh({ always = false } = {}) {
    const sent = story();
    const told = JSON.stringify(sent);
    if (told === asked && !always) return;
    asked = told;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await post(panel.dataset.suggest, sent, asking.signal);
      if (answer.ok) draw(await answer.json(), sent.picks);
    } catch (error) {
      // Without a connection the panel stays as it is, and asks again at the next change.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }

  function draw(told, picks) {
    part("suggested").replaceChildren(...told.suggestions.map(suggestion));
    part("none").hidden = told.suggestions.length > 0;
    part("banned").replaceChildren(...told.hidden.map(hiddenRow));
    part("hidden").hidden = !told.hidden.length;
    const warnings = Object.values(told.picks).filter((card) => card.warning);
    const rows = warnings.map((card) => make("li", {}, make("b", { text: card.headline }), ` ${card.warning}`));
    if (picks.length > told.most) rows.unshift(make("li", { text: words.many }));
    part("warnings").replaceChildren(...rows);
    preview(told.preview);
  }

  function facts(card) {
    const parts = [card.section, card.at, card.live ? "" : words.waiting, card.clicks ? `${card.clicks} ${words.clicks}` : ""];
    return make("span", { class: "quiet", text: parts.filter(Boolean).join(" · ") || " " });
  }

  function head(card) {
    const picture = card.thumbnail ? [make("img", { src: card.thumbnail, width: 48, height: 48, alt: "", loading: "lazy" })] : [];
    return make("div", { class: "related-head" }, ...picture, make("div", {}, make("b", { text: card.headline }), facts(card)));
  }

  function suggestion(card) {
    const why = make("p", { class: "related-why", text: card.why });
    const buttons = make("div", { class: "related-buttons" }, button(words.pin, card, () => pin(card)), button(words.hide, card, () => ban(card)));
    return make("li", {}, head(card), why, buttons);
  }

  function hiddenRow(card) {
    return make("li", {}, head(card), make("div", { class: "related-buttons" }, button(words.undo, card, () => ban(card, true))));
  }

  function preview({ heading, cards }) {
    if (!cards.length) {
      part("preview").replaceChildren(make("p", { class: "quiet", text: words.nothing }));
      return;
    }
    const rows = cards.map((card) => make("li", {}, head({ ...card, section: card.outside ? words.outside : card.section, live: true })));
    part("preview").replaceChildren(make("h4", { text: heading }), make("ul", {}, ...rows));
  }

  function pin(card) {
    root.ties.add({ id: card.id, text: card.headline });
    say(`${words.pinned}: ${card.headline}`);
    refresh();
  }

  async function ban(card, undo = false) {
    if (!article) {
      say(words.unsaved);
      return;
    }
    const answer = await post(panel.dataset.ban, { article, other: card.id, undo });
    if (!answer.ok) return;
    say(`${undo ? words.shown : words.hidden}: ${card.headline}`);
    await refresh({ always: true });
    const next = part(undo ? "suggested" : "banned").querySelector("button");
    if (!undo) part("hidden").open = true;
    next?.focus();
  }

  panel.hidden = false;
  form.addEventListener("story:changed", later);
  form.addEventListener("input", (event) => {
    if (!panel.contains(event.target)) later();
  });
  form.addEventListener("change", later);
  const fold = panel.closest("details");
  fold?.addEventListener("toggle", () => { if (fold.open) refresh(); });
  timer = setTimeout(refresh, 0);
}
