// Keys of every page of the desk: places to go, search, the list of them all; they can be turned off.

const STORED = "desk-keys";
const PATIENCE = 1500; // milliseconds between "g" and the place

const dialog = document.querySelector("[data-desk-keys]");
const toggle = dialog?.querySelector("[data-keys-on]");
const isOn = () => window.localStorage.getItem(STORED) !== "off";
let went = 0;

function isWriting(target) {
  return target.closest?.("input, textarea, select, [contenteditable=true], dialog") !== null;
}

/** Ctrl or Cmd with a letter: where the page has a button for it. */
function held(event) {
  const key = event.key.toLowerCase();
  const selector = key === "s" && !event.shiftKey ? "[data-key-save], .story-bar [name=_continue]" : key === "p" && event.shiftKey ? "[data-preview]" : "";
  const button = selector && document.querySelector(selector);
  if (!button) return;
  event.preventDefault();
  button.click();
}

function plain(event) {
  const place = dialog.querySelector(`[data-place="${CSS.escape(event.key)}"]`);
  if (event.key === "?") {
    event.preventDefault();
    dialog.showModal();
  } else if (event.key === "/") {
    event.preventDefault();
    const search = document.getElementById("searchbar");
    if (search) search.focus();
    else window.location.assign(`${dialog.dataset.search}#searchbar`);
  } else if (event.key === "g") {
    went = Date.now();
  } else if (place && Date.now() - went < PATIENCE) {
    window.location.assign(place.href);
  }
}

if (dialog) {
  toggle.checked = isOn();
  toggle.addEventListener("change", () => window.localStorage.setItem(STORED, toggle.checked ? "on" : "off"));
  for (const button of document.querySelectorAll("[data-key-list]")) button.addEventListener("click", () => dialog.showModal());
  if (window.location.hash === "#searchbar") document.getElementById("searchbar")?.focus();
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.defaultPrevented || event.altKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) held(event);
    else if (!isWriting(event.target)) plain(event);
  });
}
