// Keeps the pages on which returns are filled in, and their files, for when there is no network. With a network nothing comes from here.
const NAME = "junheng-returns-1";
const isEntry = (url) => /^\/returns\/\d+\/$/.test(url.pathname);
const isFile = (url) => url.pathname.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(Promise.all(event.data.keep.map(keep)));
});

async function keep(address) {
  const url = new URL(address);
  if (url.origin !== self.location.origin || !(isEntry(url) || isFile(url))) return;
  const response = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  const cache = await caches.open(NAME);
  if (response.ok) await cache.put(address, response);
  else await cache.delete(address);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !(isEntry(url) || isFile(url))) return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.open(NAME)).match(event.request, { ignoreVary: true }).then((kept) => kept ?? Response.error())));
});
