// What is typed is kept: in the house two seconds after the last key, in the browser when the
// house does not answer. Who else is here, and signing in again without leaving the page.

const REST = 2000; // milliseconds without a key before the text is kept
const RETRY = 5000;
const BEAT = 8000;

const place = document.querySelector("[data-drafts]");
const desk = document.querySelector("[data-story-form]");
const form = desk?.closest("form");

if (place && form) start();

function start() {
  const words = place.dataset;
  const own = `newsroom-draft-${words.user}-`;
  const key = `${own}${desk.dataset.articleId || "new"}`;
  const status = form.querySelector("[data-story-saved]");
  const state = { dirty: false, leaving: false, timer: 0, sent: "", checked: false, sending: null };
  const formKey = element("input", "");
  Object.assign(formKey, { type: "hidden", name: "_form_key", value: `${Date.now()}-${Math.random()}` });
  form.append(formKey);

  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const begun = form.querySelector("[name=base_version]");
  const base = () => Number(begun?.value || 0);
  const told = () => ({ base_version: base(), form: form.story.serialize() });

  function trouble(sentence) {
    let banner = form.querySelector(".draft-trouble");
    if (!sentence) return banner?.remove();
    if (!banner) {
      banner = element("p", "draft-trouble");
      banner.setAttribute("role", "alert");
      desk.before(banner);
    }
    banner.textContent = sentence;
  }

  async function ask(address, options = {}) {
    const answer = await fetch(address, {
      ...options,
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": token(), ...options.headers },
    });
    if (answer.type === "opaqueredirect") throw new SignedOut();
    if (answer.status >= 500) throw new TypeError("no answer");
    return answer;
  }

  /** A copy in this browser, until the house says that it has this very form. */
  function keepHere() {
    if (!form.story) return;
    window.localStorage.setItem(key, JSON.stringify({ at: Date.now(), id: formKey.value, ...told() }));
  }

  function keep() {
    window.clearTimeout(state.timer);
    state.timer = 0;
    if (!state.dirty || state.leaving) return;
    if (!form.story) return changed();
    state.sending = send();
  }

  async function send() {
    const body = JSON.stringify(told());
    if (body === state.sent) return;
    try {
      const answer = await ask(words.address, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json" },
      });
      if (!answer.ok) throw new TypeError("not kept");
      const kept = await answer.json();
      state.sent = body;
      window.localStorage.removeItem(key);
      trouble("");
      status.textContent = `${words.saved} ${kept.saved}`;
    } catch (fault) {
      keepHere();
      if (fault instanceof SignedOut) return signIn();
      trouble(words.trouble);
      state.timer = window.setTimeout(keep, RETRY);
    }
  }

  function changed() {
    state.dirty = true;
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(keep, REST);
  }

  form.addEventListener("story:changed", changed);
  form.addEventListener("focusout", () => state.timer && keep());
  window.addEventListener("online", keep);
  window.addEventListener("beforeunload", (event) => {
    if (state.dirty && !state.leaving) event.preventDefault();
  });

  // Before the form leaves: is somebody still signed in, does the house answer?
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (state.checked || button?.name === "forget" || button?.hasAttribute("formtarget")) {
      state.leaving = !button?.hasAttribute("formtarget");
      state.checked = false;
      return;
    }
    event.preventDefault();
    try {
      await ask(words.address);
    } catch (fault) {
      keepHere();
      if (!(fault instanceof SignedOut)) return trouble(words.trouble);
      if (!(await signIn())) return;
    }
    window.clearTimeout(state.timer);
    state.timer = 0;
    if (state.dirty) keepHere();
    await state.sending;
    state.checked = true;
    form.requestSubmit(button);
  });

  let asking = null;

  /** A small dialog; resolves to true once somebody signed in, and gives the form its new token. */
  function signIn() {
    asking ??= new Promise((resolve) => {
      const dialog = document.createElement("dialog");
      dialog.className = "login-again";
      const inner = document.createElement("form");
      const fault = element("p", "errornote");
      fault.hidden = true;
      const name = field(inner, words.loginName, "username", "text");
      const word = field(inner, words.loginWord, "current-password", "password");
      const go = element("button", "button", words.loginGo);
      const line = element("p", "buttons");
      line.append(go);
      inner.prepend(element("h2", "", words.loginHead), fault);
      inner.append(line);
      dialog.append(inner);
      document.body.append(dialog);
      inner.addEventListener("submit", async (event) => {
        event.preventDefault();
        event.stopPropagation();
        const posted = new URLSearchParams({ username: name.value, password: word.value, csrfmiddlewaretoken: token(), next: words.address });
        try {
          await fetch(words.login, { method: "POST", body: posted, redirect: "manual" });
          const answer = await ask(words.address);
          const fresh = (await answer.json()).token;
          for (const hidden of document.querySelectorAll("[name=csrfmiddlewaretoken]")) hidden.value = fresh;
          dialog.close();
          resolve(true);
          keep();
        } catch {
          fault.textContent = words.loginWrong;
          fault.hidden = false;
        }
      });
      dialog.addEventListener("close", () => {
        dialog.remove();
        asking = null;
        resolve(false);
      });
      dialog.showModal();
      name.focus();
    });
    return asking;
  }

  // What was left: the house's copy is on the page, the browser's own here, unless it arrived.
  const offer = document.querySelector("[data-draft-offer]");
  offer?.querySelector("[data-take-draft]").addEventListener("click", () => {
    take(JSON.parse(document.getElementById("kept-draft").textContent));
    offer.remove();
  });
  forgetArrived();
  if ("unsaved" in words) changed();
  else offerOwn(JSON.parse(window.localStorage.getItem(key) || "null"));

  function forgetArrived() {
    const arrived = new Set(words.arrived.split(" "));
    for (const name of Object.keys(window.localStorage)) {
      if (!name.startsWith(own)) continue;
      const { id } = JSON.parse(window.localStorage.getItem(name));
      if (arrived.has(id)) window.localStorage.removeItem(name);
    }
  }

  async function offerOwn(mine) {
    if (!mine) return;
    const { base_version, form: kept } = mine;
    const found = { differs: true, html: "" };
    try {
      const body = JSON.stringify({ base_version, form: kept, compare: true });
      const answer = await ask(words.address, { method: "POST", body, headers: { "Content-Type": "application/json" } });
      Object.assign(found, await answer.json());
    } catch {
      // Offered without saying what it would change.
    }
    if (!found.differs) return window.localStorage.removeItem(key);
    const section = element("section", "draft-offer");
    const line = element("p", "buttons");
    const yes = element("button", "button", words.take);
    const no = element("button", "button button-quiet", words.drop);
    for (const button of [yes, no]) button.type = "button";
    yes.addEventListener("click", () => (take(mine), section.remove()));
    no.addEventListener("click", () => (window.localStorage.removeItem(key), section.remove()));
    line.append(yes, " ", no);
    section.setAttribute("aria-labelledby", "own-draft-head");
    const head = element("h2", "", words.found);
    head.id = "own-draft-head";
    section.append(head);
    if (found.html) {
      const fold = element("details", "");
      const inner = element("div", "diff");
      inner.innerHTML = found.html;
      fold.append(element("summary", "", words.would), inner);
      section.append(fold);
    }
    section.append(line);
    desk.before(section);
  }

  /** Unsaved text begins where it began: what others saved since is joined when it is saved. */
  function take(kept) {
    const restore = () => {
      form.story.restore(kept.form);
      if (begun && kept.base_version < base()) begun.value = kept.base_version;
      changed();
    };
    if (form.story) restore();
    else form.addEventListener("story:ready", restore, { once: true });
  }

  // Who else is here.
  const others = document.querySelector("[data-presence]");
  async function beat() {
    try {
      const answer = await ask(words.presenceAddress, { method: "POST" });
      const heard = await answer.json();
      const lines = heard.version > base() ? [...heard.others, words.newer] : heard.others;
      others.replaceChildren(...lines.map((line) => element("p", "", line)));
    } catch {
      // The next beat tries again; keeping the text has its own signs.
    }
  }
  if (words.presenceAddress && others) {
    beat();
    window.setInterval(() => document.visibilityState === "visible" && beat(), BEAT);
    window.addEventListener("pagehide", () => {
      const gone = new URLSearchParams({ leave: "1", csrfmiddlewaretoken: token() });
      navigator.sendBeacon(words.presenceAddress, gone);
    });
  }
}

class SignedOut extends Error {}

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

function field(parent, label, complete, type) {
  const wrap = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type, autocomplete: complete, required: true });
  wrap.append(label, input);
  parent.append(wrap);
  return input;
}
