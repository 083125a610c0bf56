/* A text field that offers what the desk knows while one types: its buildings and rooms.
   ARIA's combobox with a list; anything else can be typed, and without this it is a plain
   field. */
(function () {
  "use strict";

  var WAIT = 150;
  var count = 0;

  function combo(box) {
    var field = box.querySelector("input");
    var list = document.createElement("ul");
    var told = document.createElement("p");
    var id = "ji-options-" + count++;
    var known = {};
    var options = [];
    var at = -1;
    var timer = null;
    var asked = "";

    list.id = id;
    list.className = "ji-options";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.querySelector("label").textContent.trim());
    told.className = "ji-hidden";
    told.setAttribute("role", "status");
    box.insertBefore(list, field.nextSibling);
    box.appendChild(told);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", id);

    function close() {
      clearTimeout(timer);
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
    function mark(next) {
      if (options[at]) { options[at].setAttribute("aria-selected", "false"); }
      at = next;
      if (!options[at]) { field.removeAttribute("aria-activedescendant"); return; }
      options[at].setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", options[at].id);
      list.scrollTop = options[at].offsetTop - list.clientHeight / 2;
    }
    function choose(title) {
      field.value = title;
      close();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
    function option(title, n) {
      var one = document.createElement("li");
      one.id = id + "-" + n;
      one.textContent = title;
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      /* The field keeps the focus, and a phone its keyboard. */
      one.addEventListener("mousedown", function (event) { event.preventDefault(); });
      one.addEventListener("click", function () { choose(title); });
      list.appendChild(one);
      return one;
    }
    function show(titles) {
      var words = field.value.trim();
      titles = titles.filter(function (title) { return title !== words; });
      list.textContent = "";
      options = titles.map(option);
      told.textContent = titles.length ? box.getAttribute("data-ji-found").replace("#", titles.length) : words && box.getAttribute("data-ji-none");
      if (!titles.length) { close(); return; }
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      mark(-1);
      var seen = window.visualViewport ? window.visualViewport.height : window.innerHeight;
      if (list.getBoundingClientRect().bottom > seen) { box.scrollIntoView({ block: "start" }); }
    }
    function ask() {
      var words = field.value.trim();
      asked = words;
      if (known[words]) { show(known[words]); return; }
      fetch(box.getAttribute("data-ji-combo") + "?q=" + encodeURIComponent(words), { credentials: "same-origin" }).then(function (answer) {
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.json();
      }).then(function (titles) {
        known[words] = titles;
        if (asked === words && document.activeElement === field) { show(titles); }
      }).catch(close);
    }
    field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    field.addEventListener("click", function () { if (list.hidden) { ask(); } });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", function (event) {
      var open = !list.hidden;
      var last = options.length - 1;
      if (event.key === "ArrowDown") { if (open) { mark(at < last ? at + 1 : 0); } else { ask(); } }
      else if (event.key === "ArrowUp" && open) { mark(at > 0 ? at - 1 : last); }
      else if (event.key === "Enter" && open && at >= 0) { choose(options[at].textContent); }
      else if (event.key === "Escape" && open) { close(); }
      else { return; }
      event.preventDefault();
    });
  }

  function enhance(root) {
    Array.prototype.forEach.call(root.querySelectorAll("[data-ji-combo]"), combo);
  }
  document.addEventListener("ji-shown", function (event) { enhance(event.target); });
  document.addEventListener("DOMContentLoaded", function () { enhance(document); });
})();
