/* Small comforts; every page works without them. No framework, nothing global. */
(function () {
  "use strict";

  document.documentElement.classList.add("ji-js");

  /* Plone's own parts follow the reader's wish for a dark screen, as ours do. */
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function shade() {
    var root = document.documentElement;
    root.classList.toggle("ji-dark", dark.matches);
    if (dark.matches) { root.setAttribute("data-bs-theme", "dark"); }
    else { root.removeAttribute("data-bs-theme"); }
  }
  shade();
  if (dark.addEventListener) { dark.addEventListener("change", shade); }

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* A form is sent once, however often its button is pressed. */
  function once(form) {
    var sent = false;
    form.addEventListener("submit", function (event) {
      if (sent) { event.preventDefault(); return; }
      sent = true;
      all("button[type=submit]", form).forEach(function (button) { button.setAttribute("aria-busy", "true"); });
    });
    /* Back from the next page: it may be sent again. */
    window.addEventListener("pageshow", function () { sent = false; });
  }

  /* SHA-256 in plain JavaScript: browsers have their own for https alone, and a phone
     in the campus network may come by http. */
  var ROOTS = [], START = [];
  (function () {
    function part(root) { return (root - Math.floor(root)) * 4294967296 | 0; }
    for (var number = 2; ROOTS.length < 64; number++) {
      var prime = true;
      for (var divisor = 2; divisor * divisor <= number; divisor++) { if (number % divisor === 0) { prime = false; break; } }
      if (!prime) { continue; }
      if (START.length < 8) { START.push(part(Math.sqrt(number))); }
      ROOTS.push(part(Math.cbrt(number)));
    }
  })();
  function turn(word, by) { return word >>> by | word << 32 - by; }
  function sha256(text) {
    var words = [], state = START.slice(), at, block, w = [];
    for (at = 0; at < text.length; at++) { words[at >> 2] |= text.charCodeAt(at) << 24 - at % 4 * 8; }
    words[at >> 2] |= 0x80 << 24 - at % 4 * 8;
    var end = (text.length + 8 >> 6) + 1 << 4;
    words[end - 1] = text.length * 8;
    for (block = 0; block < end; block += 16) {
      var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
      for (at = 0; at < 64; at++) {
        if (at < 16) { w[at] = words[block + at] | 0; }
        else {
          var x = w[at - 15], y = w[at - 2];
          w[at] = (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[at - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) + w[at - 16] | 0;
        }
        var one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + ROOTS[at] + w[at] | 0;
        var two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
        h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
      }
      state = [state[0] + a | 0, state[1] + b | 0, state[2] + c | 0, state[3] + d | 0, state[4] + e | 0, state[5] + f | 0, state[6] + g | 0, state[7] + h | 0];
    }
    return state.map(function (word) { return ("00000000" + (word >>> 0).toString(16)).slice(-8); }).join("");
  }

  /* The work that shows a person's browser is here (altcha's first protocol): a number
     that gives the hash which the server wants. Done while the form is filled in. */
  function prove(field) {
    var task = JSON.parse(field.getAttribute("data-ji-challenge"));
    var form = field.form, number = 0, waiting = null;
    function found() {
      field.value = btoa(JSON.stringify({ algorithm: task.algorithm, challenge: task.challenge, number: number, salt: task.salt, signature: task.signature }));
      field.dispatchEvent(new CustomEvent("ji-proven"));
      if (waiting) { HTMLFormElement.prototype.submit.call(form); }
    }
    function work() {
      var until = Date.now() + 25;
      while (number <= task.maxNumber) {
        if (sha256(task.salt + number) === task.challenge) { found(); return; }
        number++;
        if (Date.now() > until) { setTimeout(work, 5); return; }
      }
    }
    /* Sent before it was done: it goes as soon as it is. */
    form.addEventListener("submit", function (event) {
      if (!field.value && !event.defaultPrevented) { event.preventDefault(); waiting = true; }
    });
    setTimeout(work, 50);
  }

  /* By http browsers have the old way alone. */
  function copy(text) {
    if (navigator.clipboard) { return navigator.clipboard.writeText(text); }
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "ji-hidden";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject();
  }

  /* Number and code, to keep them elsewhere. */
  function copying(button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(button.getAttribute("data-ji-copy")).then(function () {
        button.textContent = button.getAttribute("data-ji-copied");
      }, function () { button.hidden = true; });
    });
  }

  /* Where it goes and until when an answer is due, for what is chosen. */
  function hints(form) {
    var place = form.querySelector("[data-ji-hint]");
    if (!place) { return; }
    function show() {
      var select = form.querySelector("select[name=department]");
      var option = select && select.value ? select.selectedOptions[0] : form.querySelector("[name=category]:checked");
      var kind = form.querySelector("[name=kind]:checked");
      var asked = kind && kind.value === "consultation";
      var text = option ? option.getAttribute(asked ? "data-hint-consultation" : "data-hint") : "";
      if (place.textContent !== text) { place.textContent = text; }
      place.hidden = !text;
    }
    form.addEventListener("change", show);
    show();
  }

  function words(input) { return (input.getAttribute("data-words") || "").toLowerCase(); }

  /* Find a category by its everyday words. */
  function filter(field) {
    var groups = document.getElementById(field.getAttribute("data-ji-filter"));
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      all(".ji-choice", groups).forEach(function (choice) {
        var input = choice.querySelector("input");
        choice.hidden = Boolean(wanted) && !input.checked && (words(input) + choice.textContent).indexOf(wanted) < 0;
      });
      all("details", groups).forEach(function (group) {
        var hits = all(".ji-choice", group).filter(function (choice) { return !choice.hidden; });
        group.hidden = !hits.length;
        if (wanted) { group.open = hits.length > 0; }
      });
    });
  }

  /* Who changes a field has done something about its error: what says that it is wrong
     goes, there and above the form. The server looks at it again in any case. */
  function corrected(event) {
    var field = event.target, form = field.form;
    if (!form || !field.name || !form.closest(".ji")) { return; }
    var name = "ji-f-" + field.name.split("-")[0];
    right(name, form);
    /* Either of the two is enough. */
    if (name === "ji-f-department") { right("ji-f-category", form); }
    if (field.type === "file") { all("[data-ji-files-again]", form).forEach(function (one) { one.hidden = true; }); }
  }
  function right(name, form) {
    all("[aria-invalid]", form).forEach(function (one) {
      if (one.name && "ji-f-" + one.name.split("-")[0] === name) { one.removeAttribute("aria-invalid"); }
    });
    var wrong = document.getElementById(name + "-wrong");
    if (wrong) { wrong.remove(); }
    all("#ji-errors a[href='#" + name + "']").forEach(function (link) { link.parentNode.remove(); });
    all("#ji-errors").forEach(function (box) { box.hidden = !box.querySelector("li"); });
  }
  document.addEventListener("input", corrected);
  document.addEventListener("change", corrected);

  /* Browsers before Chromium 105 do not know :has(): what is chosen gets a class. */
  function marking(form) {
    function mark() {
      all(".ji-choice, .ji-face", form).forEach(function (label) {
        var input = label.querySelector("input");
        if (input) { label.classList.toggle("is-on", input.checked); }
      });
    }
    form.addEventListener("change", mark);
    mark();
  }
  var knowsHas = window.CSS && CSS.supports && CSS.supports("selector(:has(a))");

  /* What a field holds, said elsewhere as well; it keeps in step. */
  function saying(place) {
    var field = document.getElementById(place.getAttribute("data-ji-says"));
    function say() {
      place.querySelector("b").textContent = field.value;
      place.hidden = !field.value;
    }
    field.addEventListener("input", say);
  }

  function printing(button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }

  /* One more row of a list, like the last one but empty. */
  function adding(button) {
    var rows = button.parentNode.querySelector("[data-ji-rows]");
    button.hidden = false;
    button.addEventListener("click", function () {
      var row = rows.lastElementChild.cloneNode(true);
      all("input", row).forEach(function (input) { input.value = ""; });
      rows.appendChild(row);
      row.querySelector("input:not([type=hidden])").focus();
    });
  }

  /* What settings would lead to is shown while they are changed. */
  function trying(form) {
    var timer;
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        var data = new FormData(form);
        data.append("try", "1");
        fetch(form.action, { method: "POST", body: data }).then(function (answer) { return answer.text(); }).then(function (text) {
          var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-ji-tried]");
          var shown = document.querySelector("[data-ji-tried]");
          if (fresh && shown) { shown.replaceWith(document.adoptNode(fresh)); }
        }).catch(function () { /* The button is still there. */ });
      }, 400);
    });
  }

  /* A template goes to where one writes. */
  function inserting(button) {
    var field = document.getElementById(button.getAttribute("data-ji-insert"));
    if (!field) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = button.closest("li").querySelector("[data-ji-inserted]").textContent;
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }

  /* What the portal's header needs of Plone's script, where that is left out (light.py):
     the navigation of a phone, and the menu under one's name. */
  function opening(button, shown, panel, open, close) {
    function is() { return panel.classList.contains("show"); }
    function set(on) {
      if (on === is()) { return; }
      panel.classList.toggle("show", on);
      button.setAttribute("aria-expanded", String(on));
      (on ? open : close)();
    }
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", function (event) { event.preventDefault(); set(!is()); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && is()) { set(false); button.focus(); }
    });
    document.addEventListener("click", function (event) {
      if (is() && !shown(event.target)) { set(false); }
    });
    return set;
  }
  function drawer(button) {
    var panel = document.querySelector(button.getAttribute("data-bs-target"));
    var shade = document.createElement("div");
    if (!panel) { return; }
    shade.className = "offcanvas-backdrop show";
    var set = opening(button, function (at) { return panel.contains(at) || button.contains(at); }, panel, function () {
      document.body.appendChild(shade);
      panel.setAttribute("role", "dialog");
      panel.setAttribute("aria-modal", "true");
      panel.focus();
    }, function () {
      shade.remove();
      panel.removeAttribute("role");
      panel.removeAttribute("aria-modal");
    });
    all("[data-bs-dismiss=offcanvas]", panel).forEach(function (out) {
      out.addEventListener("click", function () { set(false); button.focus(); });
    });
    /* The keyboard stays in it while it is open. */
    panel.addEventListener("focusout", function (event) {
      if (panel.classList.contains("show") && event.relatedTarget && !panel.contains(event.relatedTarget)) { panel.focus(); }
    });
  }
  function dropdown(button) {
    var menu = button.parentNode.querySelector(".dropdown-menu");
    if (!menu) { return; }
    menu.setAttribute("data-bs-popper", "static");
    button.setAttribute("role", "button");
    opening(button, function (at) { return menu.contains(at) || button.contains(at); }, menu, function () {}, function () {});
  }
  function header() {
    if (document.querySelector("script[data-bundle=plone]")) { return; }
    all("[data-bs-toggle=offcanvas]").forEach(drawer);
    all("[data-bs-toggle=dropdown]").forEach(dropdown);
  }

  /* The desk as an app (browser/app). Browsers have it by https alone. */
  function worker() {
    var app = document.querySelector("link[data-ji-worker]");
    if (!app || !navigator.serviceWorker) { return; }
    navigator.serviceWorker.register(app.getAttribute("data-ji-worker"), { scope: app.getAttribute("data-ji-scope") }).catch(function () { /* no app, then */ });
  }
  window.addEventListener("load", function () { setTimeout(worker, 1500); });

  /* All of the above, for a page or what came into one. */
  function enhance(root) {
    all("form[data-ji-once]", root).forEach(once);
    all("form", root).forEach(hints);
    all("[data-ji-filter]", root).forEach(filter);
    if (!knowsHas) { all("form", root).forEach(marking); }
    all("[data-ji-challenge]", root).forEach(prove);
    all("[data-ji-copy]", root).forEach(copying);
    all("[data-ji-print]", root).forEach(printing);
    all("[data-ji-says]", root).forEach(saying);
    all("[data-ji-insert]", root).forEach(inserting);
    all("[data-ji-add-row]", root).forEach(adding);
    all("form[data-ji-try]", root).forEach(trying);
  }
  document.addEventListener("ji-shown", function (event) { enhance(event.target); });
  document.addEventListener("DOMContentLoaded", function () {
    header();
    enhance(document);
    var errors = document.getElementById("ji-errors");
    if (errors) { errors.focus(); }
  });
})();
