// Keyboard: "/" goes to the search box, Alt+S sends the form one is in, Enter moves on to the next field where a
// form asks for that (data-enter-moves), Escape closes an open menu. Nothing here is the only way to do a thing.

const writing = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const at = document.activeElement ?? document.body;
  if (event.key === "/" && !writing(at) && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector('[data-key="/"]');
    if (search) { event.preventDefault(); search.focus(); }
  } else if (event.altKey && event.key.toLowerCase() === "s") {
    const form = at.closest("form") ?? document.querySelector("main form[method=post]:has(button.primary)");
    const button = form?.querySelector("button.primary");
    if (button) { event.preventDefault(); form.requestSubmit(button); }
  } else if (event.key === "Enter" && at.matches("[data-enter-moves] input")) {
    const fields = [...at.form.elements].filter((one) => writing(one) && one.type !== "hidden" && !one.disabled);
    const next = fields[fields.indexOf(at) + 1];
    if (next) { event.preventDefault(); next.focus(); }
  } else if (event.key === "Escape") {
    const open = at.closest(".who details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  }
});
