/* The list that staff work from: a complaint opens beside it, and keys do what buttons do.

   What opens is the complaint's own page, fetched, without its frame; what is sent is
   its own form. So nothing here knows a rule, and without this file each thing is a page
   of its own. Narrow screens keep those pages: there is no room beside the list. */
(function () {
  "use strict";

  var WIDE = window.matchMedia("(min-width: 1100px)");
  var KEYS = "ji-keys";
  var work, list, pane, body, said, full, help, shown = "", opening = 0;
  /* What was typed and not sent, by the address of its form; for as long as the page. */
  var typed = {}, cancelled = false;

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }
  function rows() { return all(".ji-item > .ji-title", list); }
  function path(address) { return new URL(address, location.href).pathname.replace(/\/view$/, ""); }
  /* The complaint that an address belongs to, or "". */
  function complaint(address) {
    var found = path(address).match(/^(.*\/complaints\/[^/]+)/);
    return found && new URL(address, location.href).origin === location.origin ? found[1] : "";
  }
  function name(place) { return place.slice(place.lastIndexOf("/") + 1); }
  /* This page with a complaint open, or none. */
  function address(place) {
    var url = new URL(location.href);
    if (place) { url.searchParams.set("open", name(place)); } else { url.searchParams.delete("open"); }
    return url.href;
  }
  function say(text, wrong) {
    said.textContent = text;
    said.classList.toggle("is-red", Boolean(wrong));
  }
  function words(key) { return pane.getAttribute("data-ji-" + key); }

  /* The part of a page that is ours, as a document of its own. */
  function parse(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    return { ours: page.querySelector(".ji"), page: page };
  }
  function message(page) {
    return all(".portalMessage", page).map(function (one) {
      all("svg, img, strong", one).forEach(function (kind) { kind.remove(); });
      return one.textContent.trim().replace(/\s+/g, " ");
    }).join(" ");
  }

  function mark() {
    rows().forEach(function (link) {
      var open = Boolean(shown) && path(link.href) === shown;
      link.parentNode.classList.toggle("is-open", open);
      if (open) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
  }

  /* Leaving a form unsent loses nothing: it is there when the form is opened again. */
  function inputs(form) {
    return all("textarea, select, input", form).filter(function (one) {
      return one.name && !/^(hidden|file|submit|button)$/.test(one.type);
    });
  }
  function isText(one) { return !/^(checkbox|radio|select-one)$/.test(one.type); }
  function leave() {
    all("form[enctype]", body).forEach(function (form) {
      var fields = inputs(form);
      if (!fields.some(function (one) { return isText(one) && one.value.trim(); })) { return; }
      typed[form.action] = fields.map(function (one) { return isText(one) || one.type === "select-one" ? one.value : one.checked; });
    });
  }
  function resume() {
    all("form[enctype]", body).forEach(function (form) {
      var kept = typed[form.action], fields = inputs(form);
      delete typed[form.action];
      if (!kept || kept.length !== fields.length) { return; }
      fields.forEach(function (one, at) {
        if (typeof kept[at] === "boolean") { one.checked = kept[at]; } else { one.value = kept[at]; }
      });
      say(words("kept"));
    });
  }

  function show(ours, place, sent) {
    if (!sent && !cancelled) { leave(); }
    cancelled = false;
    shown = place;
    body.textContent = "";
    all("link, script, .ji-bell", ours).forEach(function (one) { one.remove(); });
    all("h1", ours).forEach(function (old) {
      var heading = document.createElement("h2");
      heading.className = "ji-pane-title";
      heading.textContent = old.textContent;
      old.replaceWith(heading);
    });
    while (ours.firstChild) { body.appendChild(document.adoptNode(ours.firstChild)); }
    pane.hidden = false;
    work.classList.add("has-pane");
    full.href = place;
    pane.scrollTop = 0;
    if (pane.getBoundingClientRect().top < 0) { pane.scrollIntoView(); }
    fit();
    body.dispatchEvent(new CustomEvent("ji-shown", { bubbles: true }));
    mark();
    var errors = body.querySelector("#ji-errors");
    var heading = body.querySelector(".ji-pane-title");
    if (errors) { errors.focus(); }
    else if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
  }

  /* The pane ends where the window does, so that what can be done stays in sight. */
  function fit() {
    if (pane.hidden) { return; }
    var top = Math.max(8, pane.getBoundingClientRect().top);
    pane.style.maxHeight = WIDE.matches ? Math.max(320, window.innerHeight - top - 8) + "px" : "";
  }

  /* Fetch something and show it beside the list; what cannot stand there is gone to. */
  function load(where, options, kept) {
    var turn = ++opening;
    pane.setAttribute("aria-busy", "true");
    return fetch(where, options).then(function (answer) {
      return answer.text().then(function (text) {
        if (turn !== opening) { return; }
        pane.removeAttribute("aria-busy");
        arrive(answer, parse(text), options);
      });
    }).catch(function () {
      if (turn !== opening) { return; }
      pane.removeAttribute("aria-busy");
      if (options && options.method) { say(words("lost"), true); kept(); }
      else { location.assign(where); }
    });
  }

  function arrive(answer, parsed, options) {
    var sent = options && options.method;
    var place = complaint(answer.url);
    if (parsed.ours && place) {
      show(parsed.ours, place, sent);
      say(message(parsed.page));
      if (!sent) { resume(); }
      if (sent) { refresh(); }
    } else if (sent && answer.redirected && parsed.ours && answer.ok) {
      /* It went to somebody else: the desk leads on from it. */
      var text = message(parsed.page);
      body.textContent = "";
      close();
      refresh().then(function () { announce(text); focusRow(rows()[0]); });
    } else if (sent) {
      say(words(/\/login/.test(answer.url) ? "out" : "lost"), true);
      release();
    } else {
      location.assign(answer.url);
    }
  }
  /* A form whose sending failed can be sent again. */
  function release() {
    all("[aria-busy]", body).forEach(function (one) { one.removeAttribute("aria-busy"); });
    window.dispatchEvent(new Event("pageshow"));
  }
  function announce(text) {
    var place = work.querySelector("[data-ji-told]");
    place.textContent = text;
    place.hidden = !text;
  }

  function open(where, silently) {
    if (!silently) { history.pushState({}, "", address(complaint(where))); }
    announce("");
    return load(where);
  }
  function close(silently) {
    var link = rows().filter(function (one) { return path(one.href) === shown; })[0];
    leave();
    shown = "";
    opening++;
    pane.hidden = true;
    body.textContent = "";
    work.classList.remove("has-pane");
    mark();
    if (!silently) { history.pushState({}, "", address("")); }
    focusRow(link || rows()[0]);
  }
  function focusRow(link) { if (link) { link.focus(); link.scrollIntoView({ block: "nearest" }); } }

  /* The list as it is now: something was done that may have moved a row. */
  function refresh() {
    return fetch(address("")).then(function (answer) { return answer.text(); }).then(function (text) {
      var ours = parse(text).ours;
      var fresh = ours && ours.querySelector("[data-ji-list]");
      if (!fresh) { return; }
      var words = list.querySelector("[type=search]");
      var typed = words ? words.value : "";
      list.replaceWith(document.adoptNode(fresh));
      list = fresh;
      choosing();
      list.dispatchEvent(new CustomEvent("ji-shown", { bubbles: true }));
      if (typed) { list.querySelector("[type=search]").value = typed; }
      mark();
    }).catch(function () { /* The old list stays, until the next step. */ });
  }

  function clicked(event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    var link = event.target.closest("a[href]");
    if (!link || !WIDE.matches || link.target || !complaint(link.href) || link === full) { return; }
    /* Files, and pages that are not of one step, stand alone. */
    if (/@@(attachment|faq)/.test(link.href) || link.hash) { return; }
    event.preventDefault();
    /* To cancel a form is to give up what is in it. */
    cancelled = Boolean(link.closest("form"));
    open(link.href);
  }
  function submitted(event) {
    var form = event.target;
    if (event.defaultPrevented || !body.contains(form) || form.method !== "post") { return; }
    event.preventDefault();
    var data = new FormData(form);
    if (event.submitter && event.submitter.name) { data.append(event.submitter.name, event.submitter.value); }
    say("");
    load(form.action, { method: "POST", body: data }, release);
  }

  /* What a row's own button does is done where it stands. */
  function quick(event) {
    var form = event.target;
    if (event.defaultPrevented || !form.hasAttribute("data-ji-quick") || !WIDE.matches) { return; }
    event.preventDefault();
    var link = form.closest(".ji-item").querySelector(".ji-title");
    var place = path(link.href), at = rows().indexOf(link);
    var options = { method: "POST", body: new FormData(form) };
    if (shown === place) { load(form.action, options, release); return; }
    fetch(form.action, options).then(function (answer) {
      return answer.text().then(function (text) {
        var parsed = parse(text);
        if (!answer.ok || !answer.redirected || !parsed.ours) {
          pane.hidden = false;
          work.classList.add("has-pane");
          arrive(answer, parsed, options);
          return;
        }
        return refresh().then(function () {
          announce(message(parsed.page) + " " + link.textContent);
          var links = rows();
          focusRow(links[Math.min(at, links.length - 1)]);
        });
      });
    }).catch(function () { announce(words("lost")); window.dispatchEvent(new Event("pageshow")); });
  }

  /* Keys. Off where somebody wants them off, and while somebody types. */
  function keysOn() { try { return localStorage.getItem(KEYS) !== "off"; } catch (error) { return true; } }
  function typing(target) {
    return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.tagName === "INPUT" && !/^(checkbox|radio|submit|button)$/.test(target.type);
  }
  function step(by) {
    var links = rows();
    if (!links.length) { return; }
    var at = links.indexOf(document.activeElement);
    if (at < 0) { at = links.findIndex(function (link) { return path(link.href) === shown; }); }
    var next = links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + by))];
    focusRow(next);
    if (shown && WIDE.matches && path(next.href) !== shown) {
      open(next.href).then(function () { focusRow(next); });
    }
  }
  /* Press what does an action of the open complaint, or of the row that has the focus, if
     it can be done now. Never what sends a form that somebody filled in. */
  function act(action) {
    var row = document.activeElement.closest(".ji-item");
    var root = shown ? body : row && list.contains(row) ? row : null;
    var end = "$='/@@handle/" + action + "']";
    var found = root && all("a[href" + end + ", form[action" + end + ":not([enctype]) button[type=submit]", root)[0];
    if (found) { found.click(); }
  }
  var DO = {
    j: function () { step(1); },
    k: function () { step(-1); },
    o: function () { var link = document.activeElement; (rows().indexOf(link) >= 0 ? link : rows()[0] || link).click(); },
    a: function () { act("accept"); },
    r: function () { act("answer"); },
    s: function () { act("ask"); },
    n: function () { act("note"); },
    d: function () { act("dispatch"); },
    x: function () {
      var row = document.activeElement.closest(".ji-item");
      var box = row && list.contains(row) && row.querySelector(".ji-work-choose");
      if (box) { box.click(); }
    },
    "/": function () { var field = list.querySelector("[type=search]"); if (field) { field.focus(); field.select(); } },
    "?": function () { help.showModal(); }
  };
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) { return; }
    if (event.key === "Escape" && shown && !event.defaultPrevented) {
      if (typing(event.target)) { event.target.blur(); } else { close(); }
      return;
    }
    if (typing(event.target) || !keysOn() || !DO.hasOwnProperty(event.key)) { return; }
    event.preventDefault();
    DO[event.key]();
  }
  function helping() {
    var button = work.querySelector("[data-ji-help]");
    var box = help.querySelector("[data-ji-keys-on]");
    if (!help.showModal) { button.hidden = true; return; }
    button.addEventListener("click", function () { help.showModal(); });
    help.querySelector("[data-ji-close]").addEventListener("click", function () { help.close(); });
    box.checked = keysOn();
    box.addEventListener("change", function () {
      try { localStorage.setItem(KEYS, box.checked ? "on" : "off"); } catch (error) { /* for this page alone */ }
    });
    document.addEventListener("keydown", pressed);
  }

  /* Several at once: how many are ticked, and one box that ticks all. */
  function choosing() {
    var form = list.querySelector("[data-ji-bulk]");
    if (!form) { return; }
    var boxes = all(".ji-work-choose", list);
    var every = form.querySelector("[data-ji-all]"), tick = every.querySelector("input");
    function tell() {
      var chosen = boxes.filter(function (box) { return box.checked; }).length;
      form.querySelector("[data-ji-chosen]").textContent = chosen ? chosen + " / " + boxes.length : "";
      form.querySelector("button").disabled = !chosen;
      tick.checked = chosen === boxes.length;
      tick.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    tick.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = tick.checked; });
      tell();
    });
    boxes.forEach(function (box) { box.addEventListener("change", tell); });
    tell();
  }

  /* What the address asks for: a complaint that is open, or none. */
  function obey() {
    var wanted = new URL(location.href).searchParams.get("open");
    if (wanted && /^[0-9a-f]{32}$/.test(wanted)) {
      var place = pane.getAttribute("data-ji-complaints") + "/" + wanted;
      if (WIDE.matches) { open(place, true); } else { location.replace(place); }
    } else if (shown) { close(true); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    work = document.querySelector("[data-ji-work]");
    if (!work) { return; }
    list = work.querySelector("[data-ji-list]");
    pane = work.querySelector("[data-ji-pane]");
    body = pane.querySelector("[data-ji-body]");
    said = pane.querySelector("[data-ji-said]");
    full = pane.querySelector("[data-ji-full]");
    help = work.querySelector("[data-ji-help-dialog]");
    work.addEventListener("click", clicked);
    work.addEventListener("submit", quick);
    pane.addEventListener("submit", submitted);
    pane.querySelector("[data-ji-shut]").addEventListener("click", function () { close(); });
    window.addEventListener("popstate", obey);
    window.addEventListener("resize", fit);
    window.addEventListener("scroll", fit, { passive: true });
    helping();
    choosing();
    obey();
  });
})();
