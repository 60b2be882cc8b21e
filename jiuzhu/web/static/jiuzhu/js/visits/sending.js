// What was filled without a network goes to the office: photographs first, then the record, each under a number that the
// telephone made. Whatever breaks off in between is sent again under the same numbers, and the office takes it once.

const store = await import(document.querySelector('link[data-part="store"]').href);
const said = document.querySelector("[data-phone]").dataset;

export class Refused extends Error {}

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

export async function call(path, { body, key } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) Object.assign(headers, { "X-CSRFToken": token(), "Idempotency-Key": key ?? crypto.randomUUID() });
  const plain = body !== undefined && !(body instanceof FormData);
  if (plain) headers["Content-Type"] = "application/json";
  const answer = await fetch(said.api + path, {
    method: body === undefined ? "GET" : "POST", headers, body: plain ? JSON.stringify(body) : body,
  });
  if (answer.status === 401) throw new Refused(said.saidLogin);
  const told = await answer.json();
  if (!answer.ok) throw new Refused(told.refusals.map((one) => [one.message, one.next].join("")).join(" "));
  return told;
}

async function sendPhotograph(filled, one) {
  const body = new FormData();
  body.set("uuid", one.uuid);
  body.set("visit", filled.uuid);
  for (const name of ["taken_at", "latitude", "longitude", "accuracy_m"]) {
    if (one[name] !== undefined) body.set(name, one[name]);
  }
  body.set("file", one.blob, `${one.uuid}.jpg`);
  await call(`/along/${filled.taken}/photographs`, { body, key: one.uuid });
  await store.put("photographs", { ...one, sent: true });
}

export async function giveBack(taken, why) {
  await call(`/along/${taken}/give-back`, { body: { why }, key: `${why}-${taken}` });
}

// Received: the office has it, so the telephone keeps no more than the case's number to go on with.
export async function received(filled) {
  await giveBack(filled.taken, "sent");
  await store.forget(filled);
  const done = (await store.get("notes", "done"))?.cases ?? [];
  await store.put("notes", { name: "done", cases: [...new Set([...done, filled.case])] });
}

export async function send(filled) {
  const photographs = await store.photographsOf(filled.uuid);
  try {
    await store.put("filled", Object.assign(filled, { tried: true, said: "" }));
    for (const one of photographs) if (!one.sent) await sendPhotograph(filled, one);
    const answer = await call(`/along/${filled.taken}/send`, {
      body: { uuid: filled.uuid, typed: filled.typed, photographs: photographs.map((one) => one.uuid) }, key: filled.uuid,
    });
    if (answer.state === "kept") return await received(filled);
    await store.put("filled", Object.assign(filled, { state: answer.state }));
  } catch (error) {
    // No network is no refusal: it waits. What the office refused is said, and is kept as well.
    const text = error instanceof Refused ? error.message : said.saidNoNetwork;
    await store.put("filled", Object.assign(filled, { said: text }));
  }
}

export async function sendAll() {
  for (const one of await store.all("filled")) if (one.state === "waiting") await send(one);
}
