/* In the frame of another site: says how high the page is, to the page around it alone,
   and takes what needs a cookie to a page of its own. Nothing is kept here. */
(function () {
  "use strict";

  var HOLD = "data-ji-hosts";
  var host = "";
  var last = 0;

  /* Who may show the page is enforced by its header; the same list says who is told. */
  function admitted(origin) {
    if (origin === location.origin) { return true; }
    return JSON.parse(document.body.getAttribute(HOLD)).some(function (one) {
      var star = one.indexOf("*.");
      if (star < 0) { return one === origin; }
      var scheme = one.slice(0, star), rest = one.slice(star + 1);
      return origin.indexOf(scheme) === 0 && origin.length > scheme.length + rest.length && origin.slice(-rest.length) === rest && /^[a-z0-9.-]+$/.test(origin.slice(scheme.length, -rest.length));
    });
  }
  window.addEventListener("message", function (event) {
    if (event.source !== window.parent || !event.data || event.data.jiesu !== "hello" || !admitted(event.origin)) { return; }
    host = event.origin;
    last = 0;
    tell();
  });
  function tell() {
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!host || height === last) { return; }
    last = height;
    window.parent.postMessage({ jiesu: "height", height: height }, host);
  }
  function watch() {
    if (window.ResizeObserver) { new ResizeObserver(tell).observe(document.body); }
    else { setInterval(tell, 300); }
  }

  /* Back to the complaint: the pass goes along in the form, so a link cannot do it. */
  function goBack(event) {
    var form = document.querySelector("form[data-ji-back]");
    var link = event.target.closest && event.target.closest("a[href]");
    if (!form || !link || link.href !== form.action) { return; }
    event.preventDefault();
    form.submit();
  }

  /* With an account: what was written is posted to a page of its own. That one asks for
     the photos when it can take them (sending.js): it is named, to know who opened it. */
  function onward(event) {
    var button = event.target.closest && event.target.closest("[data-ji-onward]");
    if (!button) { return; }
    event.preventDefault();
    var form = document.createElement("form");
    form.method = "post";
    form.target = "jiesu-" + button.form.elements.key.value;
    form.action = button.formAction;
    form.hidden = true;
    Array.prototype.forEach.call(button.form.elements, function (field) {
      var off = field.type === "file" || field.type === "submit" || (/^(checkbox|radio)$/.test(field.type) && !field.checked);
      if (field.name && !off && !/^(_authenticator|proof|website|embed-.*)$/.test(field.name)) { add(form, field.name, field.value); }
    });
    add(form, button.name, button.value);
    document.body.appendChild(form);
    form.submit();
    setTimeout(function () { form.parentNode.removeChild(form); }, 0);
  }
  function hand(event) {
    var asked = event.data;
    if (event.origin !== location.origin || !asked || asked.jiesu !== "files") { return; }
    Array.prototype.forEach.call(document.forms, function (form) {
      var key = form.elements.key, input = form.elements.files;
      if (!key || key.value !== asked.key || !input || !input.files.length) { return; }
      var files = Array.prototype.slice.call(input.files);
      event.source.postMessage({ jiesu: "files", key: asked.key, files: files }, location.origin);
    });
  }
  function add(form, name, value) {
    var field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.appendChild(field);
  }

  document.addEventListener("click", goBack);
  document.addEventListener("click", onward);
  window.addEventListener("message", hand);
  document.addEventListener("DOMContentLoaded", function () {
    watch();
    /* What answers is told to who cannot see it; what is wrong tells itself (jiesu.js). */
    var first = document.querySelector("[data-ji-again] h1");
    if (first && !document.getElementById("ji-errors")) {
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    }
  });
})();
