// The page of the unsaved story beside its form, drawn anew a moment after the last key.

const REST = 1200; // milliseconds without a key before the page is drawn anew
const WIDTHS = { phone: 390, desktop: 1180, dark: 1180 };
const STORED = "desk-beside";

const desk = document.querySelector("[data-story-form]");
const form = desk?.closest("form");
const toggle = form?.querySelector("[data-beside-toggle]");
const pane = form?.querySelector("[data-beside]");

if (toggle && pane) start();

function start() {
  const frame = pane.querySelector("iframe");
  const choices = [...pane.querySelectorAll("[data-beside-view]")];
  let view = "phone";
  let timer = 0;
  let scrolled = 0;

  /** The window of the page in the frame; null while the browser shows a page of its own there. */
  function pageInside() {
    try {
      return frame.contentWindow.location.origin === window.location.origin ? frame.contentWindow : null;
    } catch {
      return null;
    }
  }

  function draw() {
    window.clearTimeout(timer);
    scrolled = pageInside()?.scrollY ?? 0;
    const sent = document.createElement("form");
    Object.assign(sent, { method: "post", action: toggle.dataset.address, target: frame.name, hidden: true });
    const values = new FormData(form);
    values.set("view", view === "dark" ? "page-dark" : "page");
    for (const [name, value] of values) {
      if (typeof value !== "string" || name.startsWith("_")) continue;
      const field = document.createElement("textarea"); // an input would lose line breaks
      Object.assign(field, { name, value });
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
    sent.remove();
  }

  /** A desktop page keeps its own width and is drawn smaller. */
  function fit() {
    const width = WIDTHS[view];
    const scale = Math.min(1, pane.clientWidth / width);
    Object.assign(frame.style, { width: `${width}px`, height: `${frame.parentElement.clientHeight / scale}px`, transform: `scale(${scale})` });
  }

  function show(isOpen) {
    pane.hidden = !isOpen;
    desk.classList.toggle("has-beside", isOpen);
    toggle.setAttribute("aria-pressed", String(isOpen));
    window.localStorage.setItem(STORED, isOpen ? "open" : "shut");
    if (isOpen) {
      fit();
      draw();
    }
  }

  frame.addEventListener("load", () => pageInside()?.scrollTo(0, scrolled));
  window.addEventListener("resize", () => pane.hidden || fit());
  toggle.addEventListener("click", () => show(pane.hidden));
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      view = choice.dataset.besideView;
      for (const each of choices) each.setAttribute("aria-pressed", String(each === choice));
      fit();
      draw();
    });
  }
  form.addEventListener("story:changed", () => {
    window.clearTimeout(timer);
    if (!pane.hidden) timer = window.setTimeout(draw, REST);
  });
  const open = () => window.localStorage.getItem(STORED) === "open" && window.innerWidth >= 1180 && show(true);
  if (form.story) open();
  else form.addEventListener("story:ready", open, { once: true });
}
