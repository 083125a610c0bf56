/* Renews the wall display without a reload. What is fetched takes the place of the old
   figures only when it has come whole; until then, and while the network fails, they stay. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var wall = document.querySelector("[data-ji-wall]");
    var body = wall.querySelector("[data-ji-body]");
    var failed = wall.querySelector("[data-ji-failed]");
    var words = failed.textContent.trim();
    var every = Number(wall.getAttribute("data-ji-every")) * 1000;

    function fail() {
      var made = body.firstElementChild.getAttribute("data-ji-made");
      failed.textContent = words + " " + made;
      failed.hidden = false;
      failed.setAttribute("role", "status");
    }

    function put(html) {
      var place = document.createElement("div");
      place.innerHTML = html;
      var fresh = place.querySelector("[data-ji-made]");
      /* Whoever was logged out gets another page. */
      if (!fresh) { throw new Error("not the wall"); }
      body.replaceChildren(fresh);
      window.jiCharts.begin(body);
      failed.hidden = true;
    }

    function renew() {
      var stop = new AbortController();
      var timer = setTimeout(function () { stop.abort(); }, every);
      return fetch(wall.getAttribute("data-ji-wall"), { credentials: "same-origin", cache: "no-store", signal: stop.signal })
        .then(function (answer) {
          if (!answer.ok) { throw new Error(answer.status); }
          return answer.text();
        })
        .then(put)
        .catch(fail)
        .then(function () { clearTimeout(timer); });
    }

    function later() { setTimeout(function () { renew().then(later); }, every); }
    later();
    /* For tests, and for whoever cannot wait. */
    wall.addEventListener("ji-renew", renew);

    var full = wall.querySelector("[data-ji-full]");
    if (document.fullscreenEnabled) {
      full.hidden = false;
      full.addEventListener("click", function () { document.documentElement.requestFullscreen(); });
    }
  });
})();
