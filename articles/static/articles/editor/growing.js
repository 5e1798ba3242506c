// Fields that grow with their words, in browsers whose styles cannot do it (field-sizing: content).

const stylesDoIt = window.CSS.supports("field-sizing", "content");

/** Makes a field as high as its words. */
export function fit(area) {
  if (stylesDoIt || !area.isConnected) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

/** Fits every field of the form now, as it is written in, and when the window changes. */
export function startGrowing(form) {
  if (stylesDoIt) return;
  const all = () => form.querySelectorAll("textarea:not([hidden])").forEach(fit);
  form.addEventListener("input", ({ target }) => target instanceof HTMLTextAreaElement && fit(target));
  form.addEventListener("focusin", ({ target }) => target instanceof HTMLTextAreaElement && fit(target));
  window.addEventListener("resize", all);
  all();
}
