// What a visitor has with her on this telephone: cases, filled visits, photographs, and whose they are. Everything that
// writes here has ended before its caller goes on, so that a closed lid loses nothing that was said to be saved.

const NAME = "jiuzhu-visits";
const KEYS = { cases: "case", filled: "uuid", photographs: "uuid", notes: "name" };

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(KEYS)) asked.result.createObjectStore(name, { keyPath });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(name, mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const whole = database.transaction(name, mode, { durability: "strict" });
      const asked = work(whole.objectStore(name));
      whole.oncomplete = () => resolve(asked.result);
      whole.onerror = whole.onabort = () => reject(whole.error);
    });
  } finally {
    database.close();
  }
}

export const get = (name, key) => within(name, "readonly", (store) => store.get(key));
export const all = (name) => within(name, "readonly", (store) => store.getAll());
export const put = (name, row) => within(name, "readwrite", (store) => store.put(row));
export const drop = (name, key) => within(name, "readwrite", (store) => store.delete(key));

export async function exists() {
  return !indexedDB.databases || (await indexedDB.databases()).some((one) => one.name === NAME);
}

export const unsent = async () => (await all("filled")).length;

export async function photographsOf(visit) {
  return (await all("photographs")).filter((one) => one.visit === visit);
}

// Sent, so it has done its work here.
export async function forget(filled) {
  for (const one of await photographsOf(filled.uuid)) await drop("photographs", one.uuid);
  await drop("filled", filled.uuid);
  await drop("cases", filled.case);
}

export async function wipe() {
  await new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onblocked = resolve;
    asked.onerror = () => reject(asked.error);
  });
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
}
