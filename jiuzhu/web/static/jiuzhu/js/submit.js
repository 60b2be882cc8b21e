// One press is one submission: the button says that it was heard, and a second press does nothing.
// The server does not rely on this: every form carries a key and acts once.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After a new login in another window the cookie holds a new token; the page still has the old one.
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const field = form.querySelector("input[name=csrfmiddlewaretoken]");
  if (token && field) field.value = token[1];
  const button = event.submitter;
  if (button) {
    // Only after the browser has collected the form: a disabled button is not sent.
    setTimeout(() => {
      button.setAttribute("aria-busy", "true");
      button.disabled = true;
    });
  }
});

// The back button shows a page as it was left: its form may be sent again (its key makes that harmless).
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
});

document.addEventListener("htmx:config:request", (event) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const request = event.detail.ctx?.request;
  if (token && request?.headers) request.headers["X-CSRFToken"] = token[1];
});
