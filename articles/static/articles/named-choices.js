// Gives the choices that Django draws with select2 the names of their labels, closed and open.

if (document.querySelector(".admin-autocomplete")) {
  const soon = () => requestAnimationFrame(nameAll);
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  for (const moment of ["load", "focusin"]) window.addEventListener(moment, soon);
}

function nameAll() {
  for (const choice of document.querySelectorAll(".select2-selection")) {
    const select = choice.closest(".select2-container")?.previousElementSibling;
    const label = select?.labels?.[0];
    if (!label) continue;
    label.id ||= `label-of-${select.id}`;
    const value = choice.querySelector(".select2-selection__rendered");
    choice.setAttribute("aria-labelledby", `${label.id} ${value?.id ?? ""}`.trim());
    for (const inner of choice.querySelectorAll("[role=textbox], .select2-search__field")) {
      inner.setAttribute("aria-labelledby", label.id);
    }
    if (choice.getAttribute("aria-expanded") === "true") nameDropdown(choice, label);
  }
}

function nameDropdown(choice, label) {
  const list = choice.getAttribute("aria-owns") ?? "";
  if (list) choice.setAttribute("aria-controls", list);
  const dropdown = document.querySelector("body > .select2-container--open");
  dropdown?.setAttribute("role", "region");
  for (const part of [dropdown, dropdown?.querySelector(".select2-search__field")]) {
    part?.setAttribute("aria-labelledby", label.id);
  }
}
