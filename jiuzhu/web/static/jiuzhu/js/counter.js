// The counter: what the server said about a field that was just saved is shown at that field, and an ID number tells
// sex and birth while it is typed. The server judges; this only spares a round trip.

const form = document.querySelector("form[data-first]");

if (form && !document.querySelector("[data-focus]")) {
  const wanted = location.hash ? document.getElementById(location.hash.slice(1)) : document.getElementById(form.dataset.first);
  const control = wanted?.matches("input, select, textarea") ? wanted : wanted?.querySelector("input, select, textarea");
  if (control) {
    const fold = control.closest("details");
    if (fold) fold.open = true;
    control.focus();
  }
}

function fieldOf(path) {
  return form.elements.namedItem(path)?.closest?.(".field") ?? form.querySelector(`[name="${path}"]`)?.closest(".field");
}

function say(path, text) {
  const field = fieldOf(path);
  if (!field) return;
  const control = field.querySelector("input, select, textarea");
  const id = `id_${path}_error`;
  let line = document.getElementById(id);
  if (!text) {
    line?.remove();
    field.classList.remove("wrong");
    control.removeAttribute("aria-invalid");
    return;
  }
  if (!line) {
    line = document.createElement("p");
    line.className = "error";
    line.id = id;
    line.setAttribute("role", "alert");
    const box = control.closest(".unit, .choices, .tick") ?? control;
    box.before(line);
  }
  line.textContent = text;
  field.classList.add("wrong");
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", id);
}

form?.addEventListener("saved", async (event) => {
  const told = await event.detail.json();
  const at = document.activeElement?.name;
  for (const control of form.elements) {
    // The field one is still typing in is told when it is left.
    if (control.name && control.name !== at && !told.wrong[control.name] && !told.conflicts[control.name]) say(control.name, "");
  }
  for (const [path, text] of Object.entries({ ...told.wrong, ...told.conflicts })) if (path !== at) say(path, text);
});

const box = document.querySelector("[data-citizen-id]");
const derived = document.querySelector("[data-derived]");
box?.addEventListener("input", () => {
  const typed = box.value.replace(/\s/g, "").toUpperCase();
  const found = /^\d{6}(\d{4})(\d{2})(\d{2})\d{2}(\d)[\dX]$/.exec(typed);
  derived.textContent = found
    ? `${found[1]}-${found[2]}-${found[3]} · ${Number(found[4]) % 2 ? derived.dataset.male : derived.dataset.female}`
    : "";
});
