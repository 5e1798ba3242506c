// Suggestions under a search field (the combobox pattern of the ARIA guide): people first.
// Without this file the field is a plain one and the form works.

const PAUSE = 150;

for (const field of document.querySelectorAll("input[data-suggest]")) offer(field);

function offer(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.label);
  field.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  let timer = 0;
  let asked = new AbortController();

  function choose(option) {
    for (const each of list.children) each.setAttribute("aria-selected", String(each === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(null);
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map((each, place) => {
      const option = document.createElement("li");
      const note = document.createElement("span");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = each.url;
      note.className = "muted";
      note.textContent = each.note;
      option.append(each.name, " ", note);
      return option;
    }));
    list.hidden = !suggestions.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const words = field.value.trim();
    if (words.length < 2) return close();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words.slice(0, 60))}`,
        { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      close(); // offline or overtaken: the form still works
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the field keeps the focus
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("keydown", (event) => {
    const options = [...list.children];
    const current = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = current < 0 && step < 0 ? options.length - 1 : current + step;
      choose(options[next] ?? null);
    } else if (event.key === "Enter" && current >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(options[current].dataset.url);
    }
  });
}
