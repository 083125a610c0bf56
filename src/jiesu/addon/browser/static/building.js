/* The line and the preview follow what is chosen; without a script a button shows both. */
(function () {
  "use strict";
  var form = document.querySelector("[data-ji-building]");
  var line = document.querySelector("[data-ji-line]");
  var copy = document.querySelector("[data-ji-copy]");
  var box = document.getElementById("ji-preview");
  if (!form || !line) { return; }
  var loader = form.getAttribute("data-ji-building");
  var accent = form.elements.accent;
  var touched = new URLSearchParams(location.search).has("accent");
  var timer;

  function what() { return form.querySelector("[name=what]:checked").value; }
  function fits(field) {
    var part = field.closest("[data-ji-for]");
    return !part || part.getAttribute("data-ji-for").split(" ").indexOf(what()) >= 0;
  }
  function chosen() {
    return ["what", "category", "department", "place", "count", "lang", "look", "accent"].map(function (name) {
      var field = form.elements[name];
      var value = name === "what" ? what() : field ? field.value : "";
      if (name === "accent" && (!touched || value === accent.getAttribute("data-ji-own"))) { value = ""; }
      /* What is so anyway need not be said. */
      if ((name === "look" && value === "light") || (name === "count" && field.defaultValue === value && value === "8")) { value = ""; }
      if (name !== "what" && field && !fits(field)) { value = ""; }
      return [name, value];
    }).filter(function (pair) { return pair[1]; });
  }
  function show() {
    var pairs = chosen();
    Array.prototype.forEach.call(form.querySelectorAll("[data-ji-for]"), function (part) {
      part.hidden = part.getAttribute("data-ji-for").split(" ").indexOf(what()) < 0;
    });
    var said = pairs.map(function (pair) { return "data-" + pair[0] + "=\"" + pair[1] + "\""; }).join(" ");
    line.value = "<script src=\"" + loader + "\" " + said + " async></" + "script>";
    if (copy) { copy.setAttribute("data-ji-copy", line.value); }
    /* The preview is made by that very line. */
    var script = document.createElement("script");
    script.src = loader;
    pairs.forEach(function (pair) { script.setAttribute("data-" + pair[0], pair[1]); });
    script.setAttribute("data-target", "ji-preview");
    box.textContent = "";
    box.appendChild(script);
  }
  form.addEventListener("input", function (event) {
    if (event.target === accent) { touched = true; }
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  show();
})();
