/* While somebody writes: what fits to it, and what came of showing it. The page works
   without; nothing here may stand in the way of writing. */
(function () {
  "use strict";

  var PAUSE = 400, SHORTEST = 2, LONGEST = 500, MOST_CHIPS = 3;

  function all(selector, root) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }
  function post(url, data) {
    return fetch(url, { method: "POST", credentials: "same-origin", body: data }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  function typing(place) {
    var form = place.closest("form"), field = form && form.elements.text;
    if (!field || !window.fetch || !window.URLSearchParams) { return; }
    var base = place.getAttribute("data-ji-typing");
    function part(name) { return place.querySelector("[data-ji-typing-" + name + "]"); }
    var timer, asked = 0, last = "", happened = {}, sending = false;

    /* What happens in this visit is counted once: by the key that the form is sent with. */
    function tell(event, leaving) {
      if (happened[event] || !form.elements.key) { return; }
      happened[event] = true;
      var data = new URLSearchParams();
      data.append("visit", form.elements.key.value);
      data.append("event", event);
      data.append("_authenticator", form.elements._authenticator ? form.elements._authenticator.value : "");
      if (leaving && navigator.sendBeacon) { navigator.sendBeacon(base + "/@@typing-visit", data); }
      else { post(base + "/@@typing-visit", data).catch(function () {}); }
    }
    form.addEventListener("submit", function (event) {
      /* Without a network it is kept, and the visit goes on. */
      sending = !event.defaultPrevented;
    });
    window.addEventListener("pageshow", function () { sending = false; delete happened.left; });
    window.addEventListener("pagehide", function () {
      if (happened.read && !sending && !happened.helped && !happened.followed) { tell("left", true); }
    });

    /* The category: chips set it; a choice stays what it is until somebody makes another. */
    var chips = form.querySelector("[data-ji-suggested]");
    function inputs() { return all("[name=category]", form); }
    function category() {
      var chosen = inputs().filter(function (one) { return one.type !== "radio" || one.checked; })[0];
      return chosen ? chosen.value : "";
    }
    function choose(id) {
      inputs().forEach(function (one) {
        if (one.type === "radio") {
          if (one.value !== id) { return; }
          one.checked = true;
          var group = one.closest("details");
          if (group) { group.open = true; }
        } else { one.value = id; }
        one.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    function chip(one) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "ji-choice";
      button.value = one.id;
      button.textContent = one.title;
      button.title = one.department_title;
      button.addEventListener("click", function () { choose(one.id); });
      return button;
    }
    function mark() {
      all("button.ji-choice", chips).forEach(function (button) {
        var on = button.value === category();
        button.classList.toggle("is-on", on);
        button.setAttribute("aria-pressed", String(on));
      });
    }
    function offer(found) {
      if (!chips) { return; }
      var shown = all("button.ji-choice", chips).map(function (one) { return one.value; }).join(" ");
      /* A button that is replaced while it is pressed would lose its click. */
      if (found.map(function (one) { return one.id; }).join(" ") !== shown) {
        all("button.ji-choice", chips).forEach(function (one) { one.remove(); });
        found.slice(0, MOST_CHIPS).forEach(function (one) { chips.appendChild(chip(one)); });
        chips.hidden = !found.length;
      }
      mark();
    }
    if (chips) { form.addEventListener("change", mark); }

    function answer(one) {
      var made = document.importNode(part("answer").content, true).firstElementChild;
      var whole = made.querySelector("[data-whole]");
      made.setAttribute("data-id", one["@id"]);
      made.querySelector("summary").textContent = one.title;
      made.querySelector("[data-text]").textContent = one.text;
      whole.href = one["@id"];
      whole.hidden = one.whole;
      made.addEventListener("toggle", function () { if (made.open) { tell("read"); } });
      made.querySelector("[data-helped]").addEventListener("click", function () {
        tell("read");
        tell("helped");
        part("found").hidden = true;
        part("done").hidden = false;
        part("done").focus();
      });
      return made;
    }

    function matter(one) {
      var made = document.importNode(part("matter").content, true).firstElementChild;
      var follow = made.querySelector("[data-follow]"), enter = made.querySelector("[data-log-in]");
      var own = made.querySelector("[data-own]"), followed = made.querySelector("[data-followed]");
      var guest = place.getAttribute("data-log-in");
      made.setAttribute("data-id", one.id);
      made.querySelector("[data-heading]").textContent = one.heading;
      made.querySelector("[data-told]").textContent = one.told;
      own.href = one["@id"];
      enter.href = one["@id"];
      own.hidden = !one.mine;
      followed.hidden = !one.following;
      follow.hidden = one.mine || one.following || Boolean(guest);
      enter.hidden = one.mine || !guest;
      follow.addEventListener("click", function () {
        follow.setAttribute("aria-busy", "true");
        fetch(base + "/@follow", {
          method: "POST",
          credentials: "same-origin",
          headers: { "Accept": "application/json", "Content-Type": "application/json" },
          body: JSON.stringify({ matter: one.id })
        }).then(function (reply) {
          if (!reply.ok) { throw new Error(String(reply.status)); }
          follow.hidden = true;
          followed.hidden = false;
          followed.focus();
          tell("followed");
        }).catch(function () {
          /* The page says what is in the way. */
          window.open(one["@id"], "_blank", "noopener");
        }).then(function () { follow.removeAttribute("aria-busy"); });
      });
      return made;
    }

    function show(found) {
      offer(found.categories);
      var answers = found.faqs.concat(found.answers), many = answers.length + found.matters.length;
      var list = part("list"), box = part("found");
      var ids = answers.map(function (one) { return one["@id"]; }).concat(found.matters.map(function (one) { return one.id; }));
      if (many && ids.join(" ") === list.getAttribute("data-ids")) { return; }
      list.setAttribute("data-ids", ids.join(" "));
      /* What somebody reads just now stays where it is. */
      var open = all("details[open]", list);
      list.textContent = "";
      answers.map(answer).concat(found.matters.map(matter)).forEach(function (one) {
        var same = open.filter(function (other) { return other.getAttribute("data-id") === one.getAttribute("data-id"); })[0];
        list.appendChild(same || one);
      });
      box.hidden = !many;
      if (part("guests")) { part("guests").hidden = !found.matters.some(function (one) { return !one.mine; }); }
      part("idle").hidden = Boolean(many);
      part("done").hidden = true;
      if (!many) { part("said").textContent = ""; return; }
      part("title").textContent = (answers[0] || { title: found.matters[0].heading }).title;
      part("count").textContent = many > 1 ? "+" + (many - 1) : "";
      part("said").textContent = part("said").getAttribute("data-found").replace("{n}", many);
      tell("shown");
    }

    /* The line names the first answer: who opens it reads that. */
    part("found").addEventListener("toggle", function () {
      var first = part("list").firstElementChild;
      if (part("found").open && first && first.tagName === "DETAILS") { first.open = true; }
    });

    function ask() {
      var text = field.value.trim().slice(0, LONGEST);
      if (text.length < SHORTEST) {
        last = text;
        show({ categories: [], faqs: [], answers: [], matters: [] });
        return;
      }
      if (text + category() === last) { return; }
      last = text + category();
      var number = ++asked, data = new URLSearchParams();
      data.append("text", text);
      data.append("category", category());
      post(base + "/@@typing", data).then(function (found) {
        /* A slow answer to what is no longer there is dropped. */
        if (number === asked) { show(found); }
      }).catch(function () { last = ""; });
    }
    function soon() { clearTimeout(timer); timer = setTimeout(ask, PAUSE); }
    field.addEventListener("input", soon);
    form.addEventListener("change", function (event) { if (event.target.name === "category") { soon(); } });
    if (field.value.trim()) { soon(); }
  }

  function enhance(root) { all("[data-ji-typing]", root).forEach(typing); }
  document.addEventListener("ji-shown", function (event) { enhance(event.target); });
  document.addEventListener("DOMContentLoaded", function () { enhance(document); });
})();
