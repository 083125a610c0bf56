/* While a version for everybody is written: what may point to persons is named below
   each text. The server finds it, and finds it again when it is kept and released. */
(function () {
  "use strict";

  var form = document.querySelector("[data-ji-personal]");
  if (!form || !window.fetch) { return; }
  var url = form.getAttribute("data-ji-personal");
  var lead = form.getAttribute("data-ji-personal-lead");

  function show(list, findings) {
    list.textContent = "";
    list.hidden = !findings.length;
    if (!findings.length) { return; }
    list.appendChild(document.createTextNode(lead + " "));
    var seen = {};
    findings.forEach(function (one) {
      if (seen[one.text]) { return; }
      seen[one.text] = true;
      var mark = document.createElement("mark");
      var kind = document.createElement("small");
      mark.textContent = one.text;
      kind.className = "ji-kind";
      kind.textContent = one.message;
      mark.appendChild(kind);
      list.appendChild(mark);
      list.appendChild(document.createTextNode(" "));
    });
  }

  function watch(input) {
    var list = document.createElement("p");
    var timer = null, asked = 0;
    list.className = "ji-hint";
    list.setAttribute("role", "status");
    list.hidden = true;
    input.insertAdjacentElement("afterend", list);

    function look() {
      var text = input.value, mine = ++asked;
      if (!text.trim()) { show(list, []); return; }
      fetch(url, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Accept": "application/json", "Content-Type": "application/json" },
        body: JSON.stringify({ text: text })
      }).then(function (answer) {
        return answer.ok ? answer.json() : { findings: [] };
      }).then(function (told) {
        /* What was typed meanwhile is looked at by the next one. */
        if (mine === asked) { show(list, told.findings); }
      }).catch(function () { /* It is looked at again when it is kept. */ });
    }

    input.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, 500);
    });
    look();
  }

  /* What follows is done with the text that was kept, not with one that is typed. */
  var kept = document.querySelector("[data-ji-kept]");
  var unkept = document.querySelector("[data-ji-unkept]");
  if (kept && unkept) {
    form.addEventListener("input", function () {
      kept.hidden = true;
      unkept.hidden = false;
    });
  }

  Array.prototype.slice.call(
    form.querySelectorAll("textarea, input[type=text]")
  ).forEach(watch);
})();
