/* A part of the desk in a page of another site. The page names this script in one line,

     <script src="https://…/@@embed.js" data-what="form" async></script>

   and the part stands where that line stands, or in the element that data-target names
   by its id. Nothing global; several in a page; nothing of the page is read. */
(function () {
  "use strict";

  var TITLES = /* titles */ {};
  /* Until the part says how high it is, so that little moves when it does. */
  var HEIGHTS = { form: 720, faq: 420, figures: 320, track: 360 };
  var CHOICES = ["what", "category", "department", "place", "count", "lang", "look", "accent"];
  var HIGHEST = 20000;

  var script = document.currentScript;
  if (!script || !script.src) { return; }
  var address = script.src.split(/[?#]/)[0].replace(/\.js$/, "");
  var origin = new URL(address).origin;
  var what = script.getAttribute("data-what") || "form";

  function title() {
    var told = script.getAttribute("data-title");
    var lang = script.getAttribute("data-lang") || document.documentElement.lang || "zh-cn";
    var titles = TITLES[what] || {};
    return told || (lang.toLowerCase().indexOf("en") === 0 ? titles.en : titles["zh-cn"]) || what;
  }

  function source() {
    var query = CHOICES.map(function (name) {
      var value = script.getAttribute("data-" + name);
      return value ? name + "=" + encodeURIComponent(value) : "";
    }).filter(Boolean).join("&");
    return address + (query ? "?" + query : "");
  }

  var frame = document.createElement("iframe");
  frame.title = title();
  frame.src = source();
  frame.setAttribute("allow", "clipboard-write");
  frame.style.cssText = "display:block;width:100%;border:0;color-scheme:normal;height:" + (HEIGHTS[what] || 400) + "px";
  var loads = 0;
  var heard = false;

  /* The desk does not list this site, or it does not answer: the way there is a link. */
  var PATIENCE = 5000;
  var link = document.createElement("a");
  link.textContent = frame.title;
  link.target = "_blank";
  link.rel = "noopener";
  link.href = address.replace(/@@embed$/, what === "form" ? "@@submit" : what === "track" ? "@@track" : "");
  function instead() {
    if (heard || !frame.parentNode) { return; }
    frame.style.display = "none";
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
    var told = event.data || {};
    if (told.jiesu === "height" && typeof told.height === "number" && told.height > 0 && told.height < HIGHEST) {
      heard = true;
      frame.style.display = "block";
      frame.style.height = Math.ceil(told.height) + "px";
      if (link.parentNode) { link.parentNode.removeChild(link); }
    }
  });

  function place() {
    var named = script.getAttribute("data-target");
    var target = named && document.getElementById(named);
    if (target) { target.appendChild(frame); return; }
    /* In the head, or gone meanwhile: the end of the page is all there is. */
    if (script.parentNode && document.body && document.body.contains(script)) { script.parentNode.insertBefore(frame, script.nextSibling); }
    else { document.body.appendChild(frame); }
  }
  if (document.body && document.readyState !== "loading") { place(); }
  else if (document.body && document.body.contains(script) && !script.getAttribute("data-target")) { place(); }
  else { document.addEventListener("DOMContentLoaded", place); }
})();
