// Errors and findings lead to their field: a link opens what hides it and puts the cursor there.

/** Opens every fold around an element. */
function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
}

function go(form, id, editor) {
  const target = document.getElementById(id);
  if (id === "id_body" && editor) {
    editor.commands.focus();
    editor.view.dom.scrollIntoView({ block: "start" });
    return true;
  }
  if (!target) return false;
  unfold(target);
  const field = target.matches("input, textarea, select, summary") && !target.hidden
    ? target
    : target.querySelector("input:not([type=hidden]), textarea, select, summary, button");
  if (!field) return false;
  field.focus();
  field.scrollIntoView({ block: "center" });
  return true;
}

export function startSummary(form, editor) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#id_']");
    if (link && go(form, link.getAttribute("href").slice(1), editor)) event.preventDefault();
  });
  for (const fault of form.querySelectorAll(".errorlist")) unfold(fault);
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
}
