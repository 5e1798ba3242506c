"""What hands do in the editor that Playwright has no call for; JavaScript for Page.evaluate."""

PASTE = """([html, plain]) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/html", html);
  clipboard.setData("text/plain", plain);
  document.querySelector(".body-text").dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""
DROP = """([selector, name, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name));
  const event = new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true});
  document.querySelector(selector).dispatchEvent(event);
}"""
