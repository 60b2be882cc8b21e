// Forms with data-autosave="/address" send themselves there whenever a field is left or typing pauses.
// Nothing is claimed before the server has answered; what could not be saved is tried again.

const PAUSE_MS = 1200;
const AGAIN_MS = 10000;
const said = document.body.dataset;

// Photographs go with the form itself: sending them again at every pause would fill a weak line.
function typed(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File || name === "password") body.delete(name);
  return body;
}

function loggedOut(form, address) {
  if (form.parentElement.querySelector("[data-logged-out]")) return;
  const note = document.createElement("div");
  note.className = "refusal";
  note.dataset.loggedOut = "";
  note.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = said.saidExpired;
  const link = document.createElement("a");
  link.className = "button";
  link.target = "_blank";
  link.rel = "noopener";
  link.href = address || said.login;
  link.textContent = said.saidLogin;
  note.append(text, link);
  form.before(note);
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const line = form.querySelector("[data-saved]");
  let timer = 0;
  let running = false;
  let waiting = false;

  async function save() {
    clearTimeout(timer);
    if (form.dataset.sent) return;
    if (running) { waiting = true; return; }
    running = true;
    line.textContent = said.saidSaving;
    try {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: typed(form),
        headers: { "X-Autosave": "1", ...(token ? { "X-CSRFToken": token[1] } : {}) },
        redirect: "error",
      });
      if (answer.status === 401) {
        loggedOut(form, answer.headers.get("X-Login"));
        throw new Error("login expired");
      }
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      form.parentElement.querySelector("[data-logged-out]")?.remove();
      const now = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
      line.textContent = `${said.saidSaved} ${now}`;
      form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: answer }));
    } catch {
      line.textContent = said.saidUnsaved;
      timer = setTimeout(save, AGAIN_MS);
    }
    running = false;
    if (waiting) { waiting = false; save(); }
  }

  form.addEventListener("change", save);
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, PAUSE_MS); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && line.textContent) save(); });
}
