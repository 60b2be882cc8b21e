// The form of one visit, put together on the telephone from the page's template and the case that was taken along.
// Whatever is typed, drawn or photographed is in the store before anything says "saved".

const part = (name) => import(document.querySelector(`link[data-part="${name}"]`).href);
const [store, { pad }] = await Promise.all([part("store"), part("pad")]);
const said = document.querySelector("[data-phone]").dataset;
const WIDEST = 1600;
const PAUSE_MS = 250;
const LOCATE = { enableHighAccuracy: true, timeout: 6000, maximumAge: 60000 };

export function typedIn(form) {
  const typed = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") (typed[name] ??= []).push(value);
  }
  return typed;
}

export function fill(form, typed) {
  for (const [name, values] of Object.entries(typed)) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else if (control.type !== "file") control.value = values[0] ?? "";
    }
  }
}

// One block for each member, with what she declared beside its field.
export function built(taken) {
  const form = document.getElementById("visit-form").content.firstElementChild.cloneNode(true);
  const pattern = form.querySelector("[data-member]");
  for (const member of taken.members) {
    const holder = document.createElement("template");
    holder.innerHTML = pattern.outerHTML.replaceAll("PERSONKEY", String(member.person));
    const block = holder.content.firstElementChild;
    block.querySelector("[data-name]").textContent = member.name;
    for (const [fact, text] of Object.entries(member.declared)) {
      const hint = document.createElement("p");
      hint.className = "hint soft";
      hint.textContent = said.saidDeclared + text;
      block.querySelector(`[name="m${member.person}_${fact}"]`)?.closest(".field").append(hint);
    }
    block.querySelector("summary .soft").textContent = said.saidAge.replace("0", member.age);
    pattern.before(block);
  }
  pattern.remove();
  const second = form.querySelector("[name=second]");
  for (const one of taken.colleagues) second.add(new Option(one.name, String(one.id)));
  return form;
}

// Drawn anew: pixels only, so nothing that the camera wrote into the file goes along.
async function small(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
}

function here() {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve({});
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({
        latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6), accuracy_m: Math.round(coords.accuracy),
      }),
      () => resolve({}), LOCATE);
  });
}

function shown(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
}

async function showPhotographs(form, visit) {
  const list = form.querySelector("[data-photographs]");
  const pictures = await Promise.all((await store.photographsOf(visit)).map(async (one, number) => {
    const item = document.createElement("li");
    const picture = document.createElement("img");
    picture.src = await shown(one.blob);
    picture.alt = said.saidPhotograph.replace("0", number + 1);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = said.saidRemove;
    remove.addEventListener("click", async () => {
      await store.drop("photographs", one.uuid);
      await showPhotographs(form, visit);
    });
    item.append(picture, remove);
    return item;
  }));
  list.replaceChildren(...pictures);
}

async function photograph(form, visit, files) {
  const place = form.querySelector("[data-place]").checked ? await here() : {};
  for (const file of files) {
    await store.put("photographs", {
      uuid: crypto.randomUUID(), visit, blob: await small(file), taken_at: new Date(file.lastModified).toISOString(), ...place,
    });
  }
  await showPhotographs(form, visit);
}

function wanted(form) {
  const typed = typedIn(form);
  const names = form.dataset.wanted.split(" ");
  for (const one of form.querySelectorAll("[name$=_seen]")) names.push(one.name);
  return [...new Set(names)].filter((name) => !typed[name]).map((name) => labelOf(form, name));
}

export function labelOf(form, name) {
  const control = form.querySelector(`[name="${CSS.escape(name)}"]`);
  const field = control?.closest(".field");
  const label = field?.querySelector(":scope > label, :scope > .label")?.firstChild?.textContent.trim() ?? name;
  const who = control?.closest("[data-member]")?.querySelector("[data-name]").textContent;
  return who ? `${who} · ${label}` : label;
}

export function shownValue(form, name, values) {
  if (!values.length) return "—";
  if (name === "signature") return said.saidDrawn;
  return values.map((value) => {
    const chosen = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (chosen?.type === "radio") return chosen.closest("label")?.textContent.trim() ?? value;
    const list = form.querySelector(`select[name="${CSS.escape(name)}"]`);
    return [...(list?.options ?? [])].find((one) => one.value === value)?.text ?? value;
  }).join("、");
}

export async function begin(taken) {
  const before = (await store.all("filled")).find((one) => one.case === taken.case);
  if (before) return before;
  const filled = { uuid: crypto.randomUUID(), taken: taken.key, case: taken.case, typed: taken.typed, state: "writing" };
  await store.put("filled", filled);
  return filled;
}

// `done` is called when the visitor has finished.
export async function open(holder, taken, done) {
  const filled = await begin(taken);
  const form = built(taken);
  const line = form.querySelector("[data-saved]");
  fill(form, Object.keys(filled.typed).length ? filled.typed : { visited_on: [said.today], place: [taken.address] });
  holder.replaceChildren(form);
  for (const field of form.querySelectorAll("textarea[data-drawn]")) pad(field);
  await showPhotographs(form, filled.uuid);
  let timer = 0;
  const save = async () => {
    clearTimeout(timer);
    filled.typed = typedIn(form);
    await store.put("filled", filled);
    line.textContent = said.saidKept;
  };
  form.addEventListener("input", () => {
    line.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("change", save);
  document.addEventListener("visibilitychange", () => { if (form.isConnected) save(); });
  form.querySelector("[data-photos]").addEventListener("change", async (event) => {
    await photograph(form, filled.uuid, [...event.target.files]);
    event.target.value = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await save();
    const missing = wanted(form);
    const note = form.querySelector("[data-missing]");
    if (missing.length && note.hidden) {
      note.hidden = false;
      note.querySelector("span").textContent = missing.join("、");
      note.focus();
      return;
    }
    filled.state = "waiting";
    await store.put("filled", filled);
    done(filled);
  });
}
