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

/**
 * A small dialog; resolves to whether somebody signed in. `attempt` gets {username, password} and
 * throws where these are wrong.
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
    form.prepend(head, fault);
    form.append(line);
    dialog.append(form);
    document.body.append(dialog);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      try {
        await attempt({ username: name.value, password: secret.value });
        resolve(true);
        dialog.close();
      } catch {
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
