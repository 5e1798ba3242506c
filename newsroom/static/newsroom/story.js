// A story's comforts: copy its link, see a picture larger, load an embed by choice; each is a plain link without
// this file. And what scrolls within its box can be reached by keyboard, which most browsers see to themselves.

const copyButton = document.querySelector("[data-copy-link]");
if (copyButton && navigator.clipboard) {
  const status = document.querySelector("[data-copied]");
  copyButton.hidden = false;
  copyButton.addEventListener("click", async () => {
    const canonical = document.querySelector('link[rel="canonical"]');
    await navigator.clipboard.writeText(canonical ? canonical.href : location.href);
    status.textContent = status.dataset.copied;
  });
}

function viewer() {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (location.hash.startsWith("#img-")) history.back();
  });
  document.body.append(dialog);
  return dialog;
}

function fill(dialog, link) {
  const close = document.createElement("button");
  close.className = "button";
  close.textContent = link.dataset.close || "Close";
  close.addEventListener("click", () => dialog.close());
  const source = link.querySelector("img");
  const picture = document.createElement("img");
  picture.src = link.href;
  picture.alt = source ? source.alt : "";
  const words = link.closest("figure")?.querySelector("figcaption")?.cloneNode(true);
  dialog.replaceChildren(close, picture, ...(words ? [words] : []));
  dialog.setAttribute("aria-label", picture.alt || close.textContent);
}

const largerLinks = [...document.querySelectorAll("a[data-larger]")];
if (largerLinks.length && "showModal" in HTMLDialogElement.prototype) {
  const dialog = viewer();
  largerLinks.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      fill(dialog, link);
      history.pushState(null, "", `#img-${index + 1}`);
      dialog.showModal();
    });
  });
  addEventListener("popstate", () => {
    if (dialog.open && !location.hash.startsWith("#img-")) dialog.close();
  });
}

for (const embed of document.querySelectorAll("[data-frame]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = embed.dataset.show;
  const notice = document.createElement("p");
  notice.className = "embed-notice";
  notice.textContent = embed.dataset.notice;
  embed.append(notice, button);
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = embed.dataset.frame;
    frame.title = embed.dataset.title || embed.dataset.label;
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    notice.remove();
    button.replaceWith(frame);
    frame.focus();
  });
}

const tables = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const name = target.querySelector("caption")?.textContent;
    const scrolls = target.scrollWidth > target.clientWidth;
    const told = { tabindex: "0", ...(name && { role: "region", "aria-label": name }) };
    for (const [key, value] of Object.entries(told)) {
      if (scrolls) target.setAttribute(key, value);
      else target.removeAttribute(key);
    }
  }
});
for (const box of document.querySelectorAll(".story-body .table")) tables.observe(box);
