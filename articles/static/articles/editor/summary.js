// Errors and findings lead to their field: a link opens what hides it and puts the cursor there.

/** Opens every fold around an element. */
function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
}

/** The field of a picture that lacks something, else its first. */
function fieldOf(picture) {
  return picture.querySelector(".is-missing input, textarea.is-needed") ?? picture.querySelector("textarea, button");
}

function go(form, id, block, editor) {
  const picture = block
    ? editor?.view.dom.querySelector(`.figure-block[data-id="${CSS.escape(block)}"]`)
    : id === "id_lead_picture" && form.querySelector("[data-lead]");
  if (picture) {
    picture.scrollIntoView({ block: "center" });
    fieldOf(picture).focus();
    return true;
  }
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
    if (link && go(form, link.getAttribute("href").slice(1), link.dataset.blockId, editor)) event.preventDefault();
  });
  for (const fault of form.querySelectorAll(".errorlist")) unfold(fault);
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
}
