// What is typed is kept: in the house two seconds after the last key, in the browser when the
// house does not answer or the page is left first.

import { Held } from "desk/held";
import { Offers } from "desk/offers";
import { make } from "desk/page";
import { startPresence } from "desk/presence";
import { AsksMore, signIn } from "desk/signing";

const REST = 2000; // milliseconds without a key before the text is kept
const RETRY = 5000;
const UNDER_WAY = 10_000; // a form that was sent and has no answer yet may be sent again after this
const MOST_WHILE_LEAVING = 60_000; // bytes; browsers send 64 kB for a page that is gone

const place = document.querySelector("[data-drafts]");
const desk = document.querySelector("[data-story-form]");
const form = desk?.closest("form");

if (place && form) start();

function start() {
  const words = place.dataset;
  const held = new Held(words.user, desk.dataset.articleId);
  const status = form.querySelector("[data-story-saved]");
  const id = `${Date.now()}-${Math.random()}`;
  const state = { dirty: false, leaving: false, timer: 0, sent: "", checked: false, sending: false, going: false, turn: Promise.resolve() };
  const after = (words.unsaved ?? "").split(" ").filter(Boolean); // forms whose text this one goes on from
  const goesOn = make("input", { type: "hidden", name: "_goes_on_from", value: after.join(" ") });
  form.append(make("input", { type: "hidden", name: "_form_key", value: id }), goesOn);

  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const begun = form.querySelector("[name=base_version]");
  const base = () => Number(begun?.value || 0);
  const told = () => ({ id, base_version: base(), form: form.story.serialize() });

  function trouble(sentence) {
    let banner = form.querySelector(".draft-trouble");
    if (!sentence) return banner?.remove();
    if (!banner) {
      banner = make("p", { class: "draft-trouble", role: "alert" });
      desk.before(banner);
    }
    banner.textContent = sentence;
    status.textContent = ""; // what was kept before is not what is typed now
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

  /** Whether the house answers, and to whom: who signed in elsewhere meanwhile has another token. */
  async function greet() {
    const answer = await ask(words.address);
    if (answer.status === 403) throw new NotAllowed();
    const { token: fresh } = await answer.json();
    for (const hidden of document.querySelectorAll("[name=csrfmiddlewaretoken]")) hidden.value = fresh;
  }

  async function post(body, options = {}) {
    const headers = { "Content-Type": "application/json" };
    const send = () => ask(words.address, { method: "POST", body, headers, ...options });
    let answer = await send();
    if (answer.status === 403) {
      await greet();
      answer = await send();
    }
    if (answer.status === 403) throw new NotAllowed();
    if (!answer.ok) throw new TypeError("not kept");
    return answer.json();
  }

  function whyNot(fault, isHere) {
    if (!isHere) return words.noRoom;
    return fault instanceof NotAllowed ? words.notAllowed : words.trouble;
  }

  /** A copy in this browser, until the house says that it has this very form. */
  function keepHere() {
    return Boolean(form.story) && held.put({ ...told(), after, at: Date.now() });
  }

  /** One after the other, so that the house never has an older text than the last it was sent. */
  function keep(options = {}) {
    window.clearTimeout(state.timer);
    state.timer = 0;
    if (!state.dirty || state.leaving) return;
    if (!form.story) return changed();
    state.turn = state.turn.then(() => send(options));
  }

  async function send(options) {
    const body = JSON.stringify(told());
    if (body === state.sent) return;
    try {
      const kept = await post(body, options);
      arrived(body);
      trouble("");
      status.textContent = `${words.saved} ${kept.saved}`;
    } catch (fault) {
      const isHere = keepHere();
      if (fault instanceof SignedOut) return void signedOut();
      trouble(whyNot(fault, isHere));
      if (!(fault instanceof NotAllowed)) state.timer = window.setTimeout(keep, RETRY);
    }
  }

  /** What the house has is dropped here; what was typed since stays in its newest form. */
  function arrived(body) {
    state.sent = body;
    for (const former of after) held.drop(former);
    if (!held.has(id)) return;
    if (JSON.stringify(told()) === body && !state.going) held.drop(id);
    else keepHere();
  }

  function changed() {
    state.dirty = true;
    state.going = false;
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(keep, REST);
  }

  /** The page may not come back: what the house has not said to have stays in this browser. */
  function letGo() {
    if (!state.dirty || state.leaving || !form.story) return;
    const body = JSON.stringify(told());
    if (body === state.sent) return;
    keepHere();
    if (new Blob([body]).size < MOST_WHILE_LEAVING) keep({ keepalive: true });
  }

  form.addEventListener("story:changed", changed);
  form.addEventListener("focusout", () => state.timer && keep());
  window.addEventListener("online", () => keep());
  window.addEventListener("beforeunload", (event) => {
    if (!state.dirty || state.leaving) return;
    event.preventDefault();
    // The next page may be made before what is under way arrives: it finds the copy here then.
    state.going = true;
    if (form.story && JSON.stringify(told()) !== state.sent) keepHere();
  });
  window.addEventListener("pagehide", letGo);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && letGo());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) state.leaving = state.sending = false;
  });

  // Before the form leaves: is somebody still signed in, does the house answer?
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.name === "forget") letGo();
    if (state.checked || button?.name === "forget" || button?.hasAttribute("formtarget")) {
      state.leaving = !button?.hasAttribute("formtarget");
      state.checked = false;
      return;
    }
    event.preventDefault();
    if (state.sending) return; // a second click while the first is under way would save twice
    state.sending = true;
    if (!(await isHeard())) {
      state.sending = false;
      return;
    }
    window.clearTimeout(state.timer);
    state.timer = 0;
    if (state.dirty) keepHere();
    await state.turn;
    state.checked = true;
    form.requestSubmit(button);
    window.setTimeout(() => { state.sending = false; }, UNDER_WAY);
  });

  /** Resolves to whether the house answers and knows who asks, if need be after a sign-in. */
  async function isHeard() {
    try {
      await greet();
      return true;
    } catch (fault) {
      const isHere = keepHere();
      if (fault instanceof SignedOut) return signedOut();
      trouble(whyNot(fault, isHere));
      return false;
    }
  }

  /** Resolves to whether somebody signed in again; the form has its new token then. */
  function signedOut() {
    return signIn(words, async (given) => {
      let isRight = false;
      if (given) {
        const body = new URLSearchParams({ ...given, csrfmiddlewaretoken: token(), next: words.address });
        isRight = (await fetch(words.login, { method: "POST", body, redirect: "manual" })).type === "opaqueredirect";
      }
      try {
        await greet();
      } catch (fault) {
        throw isRight && fault instanceof SignedOut ? new AsksMore() : fault;
      }
      keep();
    });
  }

  /** Unsaved text begins where it began: what others saved since is joined when it is saved. */
  function take(kept) {
    after.push(kept.id, ...(kept.after ?? []));
    goesOn.value = after.join(" ");
    const restore = () => {
      form.story.restore(kept.form);
      if (begun && kept.base_version < base()) begun.value = kept.base_version;
      changed();
    };
    if (form.story) restore();
    else form.addEventListener("story:ready", restore, { once: true });
  }

  const compare = ({ base_version, form: kept }) => post(JSON.stringify({ base_version, form: kept, compare: true }));
  const offers = new Offers({ held, words, before: desk, take, compare });
  held.dropArrived(words.arrived.split(" "));
  if ("unsaved" in words) changed();
  else offers.offerHeld();

  const others = document.querySelector("[data-presence]");
  if (words.presenceAddress && others) {
    startPresence({ place: others, address: words.presenceAddress, words, ask, base, token, keep: () => keep() });
  }
}

class SignedOut extends Error {}

/** Who asks may not write this story any more; asking again changes nothing. */
class NotAllowed extends Error {}
