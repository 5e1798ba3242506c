"""What hands do in the editor that Playwright has no call for; JavaScript for Page.evaluate.

PASTE wants [markup, plain text]; DROP a selector, then the name and the bytes of each file;
AWAY_AND_BACK a selector: the focus leaves it, returns at once, and what waits for that is over.
"""

PASTE = """([html, plain]) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/html", html);
  clipboard.setData("text/plain", plain);
  document.querySelector(".body-text").dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""
DROP = """([selector, ...each]) => {
  const files = new DataTransfer();
  for (let n = 0; n < each.length; n += 2) files.items.add(new File([new Uint8Array(each[n + 1])], each[n]));
  const target = document.querySelector(selector);
  const {left, top, width, height} = target.getBoundingClientRect();
  target.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true,
    clientX: left + width / 2, clientY: top + height / 2}));
}"""
AWAY_AND_BACK = """(selector) => new Promise((resume) => {
  const field = document.querySelector(selector);
  field.blur();
  field.focus();
  window.setTimeout(resume, 200);
})"""
