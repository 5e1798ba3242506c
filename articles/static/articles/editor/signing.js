// Signing in again without leaving the story.

let asking = null;

function field(parent, label, complete, type) {
  const wrap = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type, autocomplete: complete, required: true });
  wrap.append(label, input);
  parent.append(wrap);
  return input;
}

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

/** The password was right, and the house asks for more: a code, which it does on a page of its own. */
export class AsksMore extends Error {}

/**
 * A small dialog; resolves to whether somebody signed in. `attempt` gets {username, password}, or
 * nothing to see whether somebody signed in elsewhere; it throws where nobody is signed in.
 */
export function signIn(words, attempt) {
  asking ??= new Promise((resolve) => {
    const dialog = element("dialog", "login-again");
    const form = document.createElement("form");
    const head = element("h2", "", words.loginHead);
    head.id = "login-again-head";
    dialog.setAttribute("aria-labelledby", head.id);
    const fault = element("p", "errornote", words.loginWrong);
    fault.hidden = true;
    const name = field(form, words.loginName, "username", "text");
    const secret = field(form, words.loginWord, "current-password", "password");
    const line = element("p", "buttons");
    line.append(element("button", "button", words.loginGo));
    const elsewhere = element("a", "", words.loginElsewhere);
    Object.assign(elsewhere, { href: words.login, target: "_blank" });
    const other = element("p");
    other.append(elsewhere);
    form.prepend(head, fault);
    form.append(line, other);
    dialog.append(form);
    document.body.append(dialog);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      try {
        await attempt({ username: name.value, password: secret.value });
        resolve(true);
        dialog.close();
      } catch (problem) {
        fault.textContent = problem instanceof AsksMore ? words.loginMore : words.loginWrong;
        fault.hidden = false;
      }
    });
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const isIn = await attempt(null).then(() => true, () => false);
      if (!isIn) return;
      resolve(true);
      dialog.close();
    };
    document.addEventListener("visibilitychange", look);
    dialog.addEventListener("close", () => {
      document.removeEventListener("visibilitychange", look);
      dialog.remove();
      asking = null;
      resolve(false);
    });
    dialog.tabIndex = -1; // it has the keys itself: what is still being typed goes into no field of it
    dialog.showModal();
    dialog.focus();
  });
  return asking;
}
