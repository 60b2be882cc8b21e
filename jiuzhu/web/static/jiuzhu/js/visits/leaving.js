// Logging out leaves nothing of a household on the telephone. Filled visits that nobody received are not thrown away by
// one press: the page says how many there are, and the second press means it.

const store = await import(document.querySelector('link[data-part="store"]').href);

function warn(form, count) {
  const note = document.createElement("p");
  note.className = "refusal";
  note.setAttribute("role", "alert");
  note.textContent = document.body.dataset.saidUnsent.replace("0", count);
  form.before(note);
  form.dataset.warned = "yes";
}

async function leave(form) {
  try {
    if (await store.exists()) {
      const count = await store.unsent();
      if (count && !form.dataset.warned) return warn(form, count);
      await store.wipe();
    }
  } catch {
    // A browser that keeps nothing has nothing to wipe.
  }
  form.submit();
}

// Before submit.js hears it: a press that only warns must leave the button alive.
document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/accounts/logout/")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(event.target);
}, true);
