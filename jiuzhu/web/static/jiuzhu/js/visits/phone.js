// The telephone's page: what is along, what is filled in, what waits, and what stands otherwise at the office.

const part = (name) => import(document.querySelector(`link[data-part="${name}"]`).href);
const [store, forms, sending] = await Promise.all([part("store"), part("form"), part("sending")]);
const phone = document.querySelector("[data-phone]");
const said = phone.dataset;
const list = phone.querySelector("[data-list]");
const holder = phone.querySelector("[data-holder]");

function trouble(text) {
  const note = phone.querySelector("[data-trouble]");
  note.hidden = !text;
  note.textContent = text;
}

function element(name, text = "", more = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, more);
}

function button(text, act, kind = "") {
  const made = element("button", text, { type: "button", className: kind });
  made.addEventListener("click", async () => {
    made.disabled = true;
    try { await act(); } finally { made.disabled = false; }
  });
  return made;
}

// Whoever logs in finds nothing of the officer before her, unless it would be lost.
async function mine() {
  const owner = await store.get("notes", "owner");
  if (owner && owner.officer !== said.officer) {
    if (await store.unsent()) return false;
    await store.wipe();
  }
  await store.put("notes", { name: "owner", officer: said.officer });
  return true;
}

// The office's list is the truth about what may be here; what is filled in stays until it was received.
async function refresh() {
  const along = await sending.call("/along");
  const keys = new Set(along.map((one) => one.key));
  const filled = new Set((await store.all("filled")).map((one) => one.case));
  for (const one of await store.all("cases")) {
    if (!keys.has(one.key) && !filled.has(one.case)) await store.drop("cases", one.case);
  }
  for (const one of along) {
    if (one.until < said.today && !filled.has(one.case)) {
      await sending.giveBack(one.key, "expired");
      await store.drop("cases", one.case);
    } else if (!filled.has(one.case)) await store.put("cases", one);
  }
}

// A telephone without a network for days forgets by itself, all but what nobody has received.
async function forgetOld() {
  const filled = new Set((await store.all("filled")).map((one) => one.case));
  const today = new Date().toLocaleDateString("sv");
  for (const one of await store.all("cases")) {
    if (one.until < today && !filled.has(one.case)) await store.drop("cases", one.case);
  }
}

async function item(one, filled) {
  const row = element("li");
  row.append(element("b", one.applicant), element("p", `${one.village} ${one.address}`));
  const line = element("p", `${said.saidUntil} ${one.until} `);
  if (one.phone) line.append(element("a", one.phone, { href: `tel:${one.phone}` }));
  row.append(line);
  for (const question of one.questions) row.append(element("p", `${question.who} ${question.ask}`, { className: "soft" }));
  if (filled) row.append(element("p", [stateOf(filled), filled.said].filter(Boolean).join(" · "), { className: "state" }));
  if (!filled || filled.state === "writing" || filled.state === "waiting") {
    row.append(button(filled ? said.saidGoOn : said.saidWrite, () => write(one), filled ? "" : "primary"), " ");
  }
  if (filled?.state === "waiting") row.append(button(said.saidSend, () => sendAndShow(filled), "primary"));
  if (filled?.state === "clash" || filled?.state === "late") row.append(button(said.saidCompare, () => compare(one, filled), "primary"));
  if (!filled) {
    row.append(button(said.saidPutBack, async () => {
      try {
        await sending.giveBack(one.key, "put_back");
        await store.drop("cases", one.case);
        await show();
      } catch (error) {
        trouble(error instanceof sending.Refused ? error.message : said.saidNoNetwork);
      }
    }, "quiet"));
  }
  return row;
}

const stateOf = (filled) => ({
  writing: said.saidWriting, waiting: said.saidWaiting, clash: said.saidClash, late: said.saidLate,
})[filled.state];

async function show() {
  phone.querySelector("[data-network]").textContent = navigator.onLine ? said.saidOnline : said.saidOffline;
  const filled = Object.fromEntries((await store.all("filled")).map((one) => [one.case, one]));
  const cases = await store.all("cases");
  const rows = await Promise.all(cases.map((one) => item(one, filled[one.case])));
  const whole = element("ul");
  whole.append(...rows);
  const done = (await store.get("notes", "done"))?.cases ?? [];
  const sent = done.map((number) => {
    const line = element("p", said.saidSent);
    line.append(element("a", number, { href: said.visit.replace("NUMBER", number) }));
    return line;
  });
  list.replaceChildren(...(rows.length ? [whole] : [element("p", said.saidNone)]), ...sent);
}

async function write(one) {
  list.hidden = true;
  await forms.open(holder, one, async (filled) => {
    holder.replaceChildren();
    list.hidden = false;
    await sendAndShow(filled);
    list.querySelector("button")?.focus();
  });
  holder.querySelector("input, select, textarea")?.focus();
}

async function sendAndShow(filled) {
  await sending.send(filled);
  await show();
}

// Both versions of every field that differs; nothing is chosen for her.
async function compare(one, filled) {
  let told;
  try {
    told = await sending.call(`/sent/${filled.uuid}`);
  } catch (error) {
    return trouble(error instanceof sending.Refused ? error.message : said.saidNoNetwork);
  }
  if (told.settled) {
    await sending.received(filled);
    return show();
  }
  const pattern = forms.built(one);
  const form = element("form", "", { className: "beside" });
  if (told.standing_by) form.append(element("p", said.saidBy + told.standing_by));
  const table = element("table");
  const head = element("tr");
  for (const text of [said.saidField, said.saidTheirs, said.saidMine]) head.append(element("th", text, { scope: "col" }));
  table.append(head);
  for (const field of told.differing) {
    const row = element("tr");
    row.append(element("th", forms.labelOf(pattern, field.field), { scope: "row" }));
    for (const side of ["theirs", "mine"]) {
      const label = element("label");
      label.append(element("input", "", { type: "radio", name: field.field, value: side, required: true }),
        ` ${forms.shownValue(pattern, field.field, field[side])}`);
      const cell = element("td");
      cell.append(label);
      row.append(cell);
    }
    table.append(row);
  }
  form.append(table, element("button", said.saidSettle, { type: "submit", className: "primary" }));
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle(form, told, filled);
  });
  list.hidden = true;
  holder.replaceChildren(form);
}

async function settle(form, told, filled) {
  const chosen = Object.fromEntries(new FormData(form));
  if (Object.keys(chosen).length < told.differing.length) return trouble(said.saidChoose);
  try {
    await sending.call(`/sent/${filled.uuid}/settle`, { body: { seen: told.seen, chosen } });
    await sending.received(filled);
    trouble("");
    holder.replaceChildren();
    list.hidden = false;
    await show();
  } catch (error) {
    trouble(error instanceof sending.Refused ? error.message : said.saidNoNetwork);
  }
}

async function online() {
  try {
    await sending.sendAll();
    await refresh();
  } catch (error) {
    if (error instanceof sending.Refused) trouble(error.message);
  }
  await show();
}

async function begin() {
  if (!(await mine())) return trouble(said.saidAnother);
  await forgetOld();
  await show();
  await navigator.serviceWorker?.register(said.worker, { scope: said.scope }).catch(() => undefined);
  if (navigator.onLine) await online();
  addEventListener("online", online);
  addEventListener("offline", show);
  phone.dataset.ready = "yes";
}

try {
  await begin();
} catch (error) {
  trouble(`${said.saidFailed} ${error.message}`);
}
