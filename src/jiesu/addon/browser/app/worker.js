/* The worker of a desk. It keeps style sheets, scripts and a page for when there is no
   network, and nothing else: no page with anything of anybody. Pages always come from the
   network; where anything goes wrong here, the browser does as if there were no worker. */
"use strict";

var PREFIX = "jiesu " + FACTS.desk + " ";
var CACHE = PREFIX + FACTS.version;

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(CACHE).then(function (cache) {
    return cache.addAll([
      /* Without the cookies of who is logged in, so that it is the same for everybody. */
      new Request(FACTS.offline, { credentials: "omit", cache: "reload" })
    ].concat(FACTS.kept));
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf(PREFIX) === 0 && name !== CACHE;
    }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

function ours(url) {
  var path = new URL(url).pathname;
  return path === FACTS.desk || path.indexOf(FACTS.desk + "/") === 0;
}
function kept(address) {
  return caches.open(CACHE).then(function (cache) { return cache.match(address); });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method !== "GET") { return; }
  if (request.mode === "navigate" && ours(request.url)) {
    event.respondWith(fetch(request).catch(function (error) {
      return kept(FACTS.offline).then(function (page) {
        if (!page) { throw error; }
        return page;
      });
    }));
  } else if (FACTS.kept.indexOf(request.url) >= 0) {
    /* Their addresses change with what is in them. */
    event.respondWith(kept(request.url).catch(function () {}).then(function (found) {
      return found || fetch(request);
    }));
  }
});
