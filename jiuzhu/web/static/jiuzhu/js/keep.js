// Forms with data-keep="name" keep what is typed in this tab until they were sent, so that a closed lid, a crash or
// the back button loses nothing. sessionStorage, not localStorage: the next clerk at this machine must not find it.

const STORE = "typed:";
const said = document.body.dataset;

function values(form) {
  return [...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && !["csrfmiddlewaretoken", "whose", "once", "password"].includes(name));
}

function putBack(form, fields) {
  const many = new Map();
  for (const [name, value] of fields) many.set(name, [...(many.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || !many.has(control.name) || control.type === "file") continue;
    const wanted = many.get(control.name);
    if (control.type === "checkbox" || control.type === "radio") control.checked = wanted.includes(control.value);
    else if (control.type !== "hidden") control.value = wanted.length > 1 ? wanted.shift() : wanted[0];
  }
}

function tell(form, discard) {
  const note = document.createElement("div");
  note.className = "notice";
  note.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = said.saidRestored;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = said.saidDiscard;
  button.addEventListener("click", discard);
  note.append(text, button);
  form.before(note);
}

// What is amended or begun from stands in the query: another letter's words are not put into this one.
const asked = new URLSearchParams(location.search);
asked.delete("typed");

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = STORE + location.pathname + "?" + asked + ":" + form.dataset.keep;
  const before = sessionStorage.getItem(key);
  const wrong = form.querySelector("[aria-invalid=true]");
  if (before && !wrong && before !== JSON.stringify(values(form))) {
    putBack(form, JSON.parse(before));
    tell(form, () => {
      sessionStorage.removeItem(key);
      location.reload();
    });
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(values(form))));
  form.addEventListener("submit", () => sessionStorage.setItem(key + ":sent", "yes"));
}

// A page without a refused form means that the last one was taken: what was kept for it has done its work.
for (const key of Object.keys(sessionStorage)) {
  if (!key.startsWith(STORE) || !key.endsWith(":sent")) continue;
  const refused = document.querySelector(".wrong-summary, .refusal, [data-logged-out]");
  if (!refused) sessionStorage.removeItem(key.slice(0, -":sent".length));
  sessionStorage.removeItem(key);
}

// Back from a new login: the server kept the form (?typed=key) and gives it back once.
const typed = new URLSearchParams(location.search).get("typed");
if (typed) {
  const answer = await fetch(`/office/typed/${encodeURIComponent(typed)}/fields`);
  if (answer.ok) {
    const { fields } = await answer.json();
    const fits = (form) => fields.filter(([name]) => form.elements[name]).length;
    const [form] = [...document.querySelectorAll("main form[method=post]")].sort((a, b) => fits(b) - fits(a));
    if (form && fits(form)) {
      putBack(form, fields);
      tell(form, () => { location.href = location.pathname; });
    }
  }
}
