/* A part of the desk in a page of another site. The page names this script in one line,

     <script src="https://…/@@embed.js" data-what="form" async></script>

   and the part stands where that line stands, or in the element that data-target names
   by its id. Nothing global; several in a page; of the page its language alone is read. */
(function () {
  "use strict";

  var TITLES = /* titles */ {};
  /* How high a part is, until it says so itself: what stands below it is to stay there.
     Of questions each has its line; a form that knows where it goes does not ask. */
  var HEIGHTS = { form: 1090, faq: 95, figures: 320, track: 335 };
  var LINE = 47, SOME = 8, ROUTE = 120;
  var CHOICES = ["what", "category", "department", "place", "count", "lang", "look", "accent"];
  var HIGHEST = 20000;

  var script = document.currentScript;
  if (!script || !script.src) { return; }
  var address = script.src.split(/[?#]/)[0].replace(/\.js$/, "");
  var origin = new URL(address).origin;
  var what = told("what") || "form";

  function told(name) { return script.getAttribute("data-" + name) || ""; }

  /* The language that the line asks for, else that of the page; else the browser's. */
  function language() {
    var own = (told("lang") || document.documentElement.lang).toLowerCase();
    return /^zh\b/.test(own) ? "zh-cn" : /^en\b/.test(own) ? "en" : "";
  }

  function title() {
    var titles = TITLES[what] || {};
    return told("title") || titles[language() || "zh-cn"] || what;
  }

  function source() {
    var query = CHOICES.map(function (name) {
      var value = name === "lang" ? language() : told(name);
      return value ? name + "=" + encodeURIComponent(value) : "";
    }).filter(Boolean).join("&");
    return address + (query ? "?" + query : "");
  }

  function guess() {
    if (what === "faq") { return HEIGHTS.faq + LINE * (parseInt(told("count"), 10) || SOME); }
    if (what === "form" && (told("category") || told("department"))) { return HEIGHTS.form - ROUTE; }
    return HEIGHTS[what] || 400;
  }

  /* The same in a page of the desk. */
  function elsewhere() {
    var chosen = what === "form" ? ["category", "department", "place"] : [];
    var query = chosen.filter(told).map(function (name) { return name + "=" + encodeURIComponent(told(name)); });
    var page = { form: "@@submit", faq: "faq", figures: "@@statistics", track: "@@track" }[what] || "";
    return address.replace(/@@embed$/, page) + (query.length ? "?" + query.join("&") : "");
  }

  /* Rules of the page for its own frames, such as "height: auto !important", stay there. */
  function dress(rules) {
    Object.keys(rules).forEach(function (name) { frame.style.setProperty(name, rules[name], "important"); });
  }

  var frame = document.createElement("iframe");
  frame.title = title();
  frame.src = source();
  frame.setAttribute("allow", "clipboard-write");
  dress({
    "display": "block", "position": "static", "float": "none", "box-sizing": "border-box",
    "width": "100%", "min-width": "0", "max-width": "100%",
    "height": guess() + "px", "min-height": "0", "max-height": "none", "aspect-ratio": "auto",
    "padding": "0", "border": "0", "opacity": "1", "transform": "none", "filter": "none", "color-scheme": "normal"
  });
  var loads = 0;
  var heard = false;

  /* The desk does not list this site, or it does not answer: the way there is a link. */
  var PATIENCE = 2000;
  var link = document.createElement("a");
  link.textContent = frame.title;
  link.target = "_blank";
  link.rel = "noopener";
  link.href = elsewhere();
  function instead() {
    if (heard || !frame.parentNode) { return; }
    dress({ display: "none" });
    frame.parentNode.insertBefore(link, frame.nextSibling);
  }

  /* Only its own frame is told who is there, and that only it is heard. */
  frame.addEventListener("load", function () {
    loads++;
    if (loads === 1) { setTimeout(instead, PATIENCE); }
    frame.contentWindow.postMessage({ jiesu: "hello" }, origin);
    /* What was sent is answered at the top, which may be out of sight. */
    if (loads > 1 && frame.getBoundingClientRect().top < 0) { frame.scrollIntoView(); }
  });
  window.addEventListener("message", function (event) {
    if (event.source !== frame.contentWindow || event.origin !== origin) { return; }
    var said = event.data || {};
    if (said.jiesu === "height" && typeof said.height === "number" && said.height > 0 && said.height < HIGHEST) {
      heard = true;
      dress({ display: "block", height: Math.ceil(said.height) + "px" });
      if (link.parentNode) { link.parentNode.removeChild(link); }
    }
  });

  function place() {
    var named = told("target");
    var target = named && document.getElementById(named);
    if (target) { target.appendChild(frame); return; }
    /* In the head, or gone meanwhile: the end of the page is all there is. */
    if (script.parentNode && document.body && document.body.contains(script)) { script.parentNode.insertBefore(frame, script.nextSibling); }
    else { document.body.appendChild(frame); }
  }
  if (document.body && document.readyState !== "loading") { place(); }
  else if (document.body && document.body.contains(script) && !told("target")) { place(); }
  else { document.addEventListener("DOMContentLoaded", place); }
})();
