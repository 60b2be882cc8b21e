// One tick for a whole group of a long list (fieldset[data-all]): on when all of the group are, half when some are.

for (const group of document.querySelectorAll("fieldset[data-all]")) {
  const ticks = [...group.querySelectorAll("input[type=checkbox]")];
  const label = document.createElement("label");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", `${group.querySelector("legend").textContent} ${group.dataset.all}`);
  label.append(all, ` ${group.dataset.all}`);
  group.querySelector("legend").after(label);

  function show() {
    const on = ticks.filter((one) => one.checked).length;
    all.checked = on === ticks.length;
    all.indeterminate = on > 0 && on < ticks.length;
  }

  all.addEventListener("change", () => {
    for (const one of ticks) {
      one.checked = all.checked;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  group.addEventListener("change", show);
  show();
}
