// The service worker of /office/visits/along/: the telephone's page opens without a network. It keeps that page, which
// names nobody of a household, and its files; answers of the server about people are never kept here.

const CACHE = "jiuzhu-visits-1";
const SHELL = new URL("phone", self.registration.scope).href;
const PATIENCE_MS = 4000;

async function keep(response) {
  const cache = await caches.open(CACHE);
  const text = await response.clone().text();
  const files = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await cache.addAll([...new Set(files)]);
  await cache.put(SHELL, response);
}

// A page that turned into the login page has `redirected` set; it must not become the shell.
const whole = (response) => response.ok && !response.redirected && response.type === "basic";

self.addEventListener("install", (event) => {
  event.waitUntil(fetch(SHELL).then((response) => (whole(response) ? keep(response) : Promise.reject(response.status))));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("jiuzhu-visits") && name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function shell(event) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(event.request, { signal: patience.signal });
    if (whole(response) && event.request.url.split("#")[0] === SHELL) event.waitUntil(keep(response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(SHELL);
    if (!kept) throw error;
    return event.request.url.split("#")[0] === SHELL ? kept : Response.redirect(SHELL, 302);
  } finally {
    clearTimeout(timer);
  }
}

// Kept files at once, and the newer ones for the next time.
async function file(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.ok) await cache.put(event.request, response.clone());
    return response;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return kept;
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin || event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(shell(event));
  else if (pathname.startsWith("/static/")) event.respondWith(file(event));
});
