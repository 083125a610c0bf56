/* What is written and chosen on a phone, until it is sent: photos that are made smaller
   and can be taken out again, and a draft of the submission that outlives a reload, an
   error and a lost session. Every form works without it.

   The draft stays on the device, for its writer alone: by user, and for a guest by tab.
   It is removed as soon as the server says that it was sent, or after some days. */
(function () {
  "use strict";

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* Photos */

  var LONGEST = 2048;
  var SMALL = 400 * 1024;
  var MEDIUM = 1024 * 1024;
  var DRAWN = /^image\/(jpeg|png|webp)$/;
  var SHOWN = /^image\/(jpeg|png|webp|gif)$/;
  /* Forms that wait for a photo, each with its promise. */
  var working = new WeakMap();

  function loaded(file) {
    return new Promise(function (resolve, reject) {
      var image = new Image();
      image.onload = function () { URL.revokeObjectURL(image.src); resolve(image); };
      image.onerror = function () { URL.revokeObjectURL(image.src); reject(); };
      image.src = URL.createObjectURL(file);
    });
  }

  /* A photo as the desk needs it: a phone sends nine of these in seconds. The server
     draws each anew in any case, so nothing depends on what is done here. */
  function smaller(file) {
    if (!DRAWN.test(file.type) || file.size <= SMALL) { return Promise.resolve(file); }
    return loaded(file).then(function (image) {
      var scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      if (scale === 1 && file.size <= MEDIUM) { return file; }
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      var pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", 0.85); }).then(function (blob) {
        if (!blob || blob.size >= file.size) { return file; }
        return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
      });
    }).catch(function () { return file; });
  }

  /* Whether it is a picture that no browser can show: the server would refuse it, but
     only after all of it was sent. */
  function isDamaged(file) {
    if (!SHOWN.test(file.type)) { return Promise.resolve(false); }
    return loaded(file).then(function () { return false; }, function () { return true; });
  }

  function told(file) {
    return file.size < 1024 * 1024 ? Math.ceil(file.size / 1024) + " KB" : (file.size / 1024 / 1024).toFixed(1) + " MB";
  }

  function photos(box) {
    var input = box.querySelector("input[type=file]");
    var add = input.closest(".is-add");
    var rules = JSON.parse(box.getAttribute("data-ji-photos"));
    var most = rules.most;
    var note = document.createElement("div");
    var chosen = [];
    note.className = "ji-note is-yellow";
    note.setAttribute("role", "status");
    note.hidden = true;
    box.insertAdjacentElement("afterend", note);

    function keep() {
      var moved = new DataTransfer();
      chosen.forEach(function (one) { moved.items.add(one.file); });
      input.files = moved.files;
      add.hidden = chosen.length >= most;
      if (camera) { camera.hidden = add.hidden; }
      box.dispatchEvent(new CustomEvent("ji-files", { bubbles: true, detail: chosen.map(function (one) { return one.file; }) }));
    }
    /* Said for whoever marks what is wrong with the field (jiesu.js). */
    function changed() { input.dispatchEvent(new Event("input", { bubbles: true })); }
    function remove(one) {
      var next = one.shown.nextElementSibling;
      chosen.splice(chosen.indexOf(one), 1);
      one.shown.remove();
      note.hidden = true;
      keep();
      changed();
      (next.querySelector("button") || input).focus();
    }
    function show(file) {
      var shown = document.createElement("span");
      var one = { file: file, shown: shown };
      shown.setAttribute("data-ji-preview", "");
      if (file.type.indexOf("image/") === 0) {
        shown.className = "ji-photo";
        var image = document.createElement("img");
        image.alt = file.name;
        image.src = URL.createObjectURL(file);
        image.onload = function () { URL.revokeObjectURL(image.src); };
        shown.appendChild(image);
      } else {
        shown.className = "ji-file";
        var size = document.createElement("small");
        size.textContent = told(file);
        shown.append(file.name + " ", size);
      }
      var out = document.createElement("button");
      out.type = "button";
      out.className = "ji-out";
      out.textContent = "×";
      out.setAttribute("aria-label", box.getAttribute("data-ji-remove") + " " + file.name);
      out.addEventListener("click", function () { remove(one); });
      shown.appendChild(out);
      box.insertBefore(shown, camera || add);
      return one;
    }
    /* Its name or its type is enough here: the server reads what is in it. A phone may
       give neither. */
    function known(file) {
      var ending = (/\.\w+$/.exec(file.name.toLowerCase()) || [""])[0];
      var kind = file.type === "application/octet-stream" ? "" : file.type;
      return rules.endings.indexOf(ending) >= 0 || input.accept.split(",").indexOf(kind) >= 0 || !(ending || kind);
    }
    function together() { return chosen.reduce(function (sum, one) { return sum + one.file.size; }, 0); }
    /* Why a file is not taken, by what is said of it; a photo is made smaller before. */
    function wrong(file) {
      if (!known(file)) { return "type"; }
      if (chosen.length >= most) { return "many"; }
      if (file.size > rules.largest) { return "large"; }
      return together() + file.size > rules.together ? "together" : "";
    }
    function tell(refused) {
      note.textContent = "";
      Object.keys(refused).forEach(function (why) {
        var line = document.createElement("p");
        line.textContent = rules.words[why].replace("{names}", function () { return refused[why].join(rules.comma); });
        note.appendChild(line);
      });
      note.hidden = !note.firstChild;
    }
    /* ready: they have been made smaller before. */
    function take(files, ready) {
      var refused = {};
      function refuse(file, why) { refused[why] = (refused[why] || []).concat(file.name); }
      function taken(made) {
        var why = wrong(made);
        if (why) { refuse(made, why); } else { chosen.push(show(made)); }
      }
      /* What is not taken anyway need not be opened. */
      function prepared(file) {
        if (ready || !known(file) || chosen.length >= most) { taken(file); return null; }
        return isDamaged(file).then(function (is) {
          if (is) { refuse(file, "damaged"); return null; }
          return smaller(file).then(taken);
        });
      }
      var work = files.reduce(function (before, file) {
        return before.then(function () { return prepared(file); });
      }, working.get(input.form) || Promise.resolve()).then(function () {
        tell(refused);
        keep();
        if (!ready) { changed(); }
      });
      working.set(input.form, work);
      work.then(function () { if (working.get(input.form) === work) { working.delete(input.form); } });
      return work;
    }
    function listen(source) {
      source.addEventListener("change", function () {
        var files = Array.prototype.slice.call(source.files);
        /* Choosing nothing takes nothing away. */
        if (source !== input) { source.value = ""; }
        take(files);
      });
    }
    /* On a phone its camera is one tap away. */
    function makeCamera() {
      if (!window.matchMedia("(pointer: coarse)").matches) { return null; }
      var label = document.createElement("label");
      var source = document.createElement("input");
      label.className = "ji-photo is-add";
      label.append(box.getAttribute("data-ji-camera"));
      source.type = "file";
      source.accept = "image/*";
      source.setAttribute("capture", "environment");
      label.appendChild(source);
      box.insertBefore(label, add);
      listen(source);
      add.querySelector("span").textContent = box.getAttribute("data-ji-choose");
      return label;
    }
    var camera = makeCamera();
    listen(input);
    box.jiTake = take;
  }

  /* A form is not sent before its photos are ready. */
  document.addEventListener("submit", function (event) {
    var work = working.get(event.target);
    if (!work) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    var form = event.target;
    busy(form, true);
    work.then(function () { busy(form, false); again(form); });
  }, true);

  function busy(form, is) {
    all("button[type=submit]", form).forEach(function (button) {
      if (is) { button.setAttribute("aria-busy", "true"); } else { button.removeAttribute("aria-busy"); }
    });
  }
  /* Browsers before Chromium 76 cannot submit with the event. */
  function again(form) {
    if (form.requestSubmit) { form.requestSubmit(); return; }
    var button = form.querySelector("button[type=submit]");
    if (button) { button.click(); }
  }

  /* Drafts */

  var STORE = "drafts";
  var DAYS = 7;
  var HOUR = 3600 * 1000;
  var TAB = "ji-tab";
  var LAST = "ji-last";
  var CARRIED = "ji-carried";
  /* What is never kept: the form's own, and what the server makes anew. */
  var NOT_KEPT = { _authenticator: 1, key: 1, proof: 1, website: 1, account: 1, files: 1 };

  function random() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  function database() {
    return new Promise(function (resolve, reject) {
      var asked = indexedDB.open("jiesu", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore(STORE, { keyPath: "id" }); };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = reject;
    });
  }
  /* One step on the store; without one (a private window, maybe) nothing is kept. */
  function stored(mode, step) {
    return database().then(function (known) {
      return new Promise(function (resolve, reject) {
        var work = known.transaction(STORE, mode);
        var asked = step(work.objectStore(STORE));
        work.oncomplete = function () { known.close(); resolve(asked && asked.result); };
        work.onerror = work.onabort = function () { known.close(); reject(work.error); };
      });
    });
  }
  function read(id) { return stored("readonly", function (store) { return store.get(id); }); }
  function write(draft) { return stored("readwrite", function (store) { return store.put(draft); }); }
  function drop(id) { return stored("readwrite", function (store) { return store.delete(id); }); }
  function dropWhere(wrong) {
    return stored("readwrite", function (store) {
      store.openCursor().onsuccess = function (event) {
        var at = event.target.result;
        if (!at) { return; }
        if (wrong(at.value)) { at.delete(); }
        at.continue();
      };
    });
  }

  function session(name, value) {
    try {
      if (value === undefined) { return sessionStorage.getItem(name); }
      if (value === null) { sessionStorage.removeItem(name); } else { sessionStorage.setItem(name, value); }
    } catch (error) { /* no storage: nothing is known */ }
    return null;
  }
  function guest() {
    if (!session(TAB)) { session(TAB, random()); }
    return "guest " + session(TAB);
  }

  function fieldsOf(form) {
    var kept = {};
    all("input[name], textarea[name], select[name]", form).forEach(function (field) {
      if (NOT_KEPT[field.name]) { return; }
      if (field.type === "checkbox") { kept[field.name] = field.checked; }
      else if (field.type === "radio") { if (field.checked) { kept[field.name] = field.value; } }
      else { kept[field.name] = field.value; }
    });
    return kept;
  }
  /* Whether a field holds something else than in the page as it came. */
  function isOther(field) {
    if (field.type === "checkbox" || field.type === "radio") { return field.checked && !field.defaultChecked; }
    return Boolean(field.value) && field.value !== field.defaultValue;
  }
  function fill(form, kept, given) {
    all("input[name], textarea[name], select[name]", form).forEach(function (field) {
      var value = kept[field.name];
      if (value === undefined || NOT_KEPT[field.name] || given.has(field.name)) { return; }
      if (field.type === "checkbox") { field.checked = value; }
      else if (field.type === "radio") { field.checked = field.value === value; }
      else { field.value = value; }
      var behind = isOther(field) && field.closest("details");
      if (behind) { behind.open = true; }
    });
    all("textarea[name], input[name]:checked", form).forEach(function (field) {
      field.dispatchEvent(new Event(field.type === "textarea" ? "input" : "change", { bubbles: true }));
    });
  }

  /* What the address fills in; the place comes by its id. */
  function given() {
    var names = new Set(new URLSearchParams(location.search).keys());
    if (names.has("place")) { names.add("location"); }
    return names;
  }

  function draft(form) {
    if (!window.indexedDB || !window.DataTransfer) { return; }
    var owner = form.getAttribute("data-ji-draft") || guest();
    var desk = " " + new URL(form.action).pathname;
    var box = form.querySelector("[data-ji-photos]");
    var note = form.querySelector("[data-ji-restored]");
    var key = form.elements.key;
    var files = [];
    var ready = false;
    /* It was sent, and nobody knows whether it arrived. */
    var waits = false;
    /* The device has all of it. */
    var holds = false;
    var timer = null;
    /* What was written in another page is kept at once; what a link fills in is not. */
    var first = form.hasAttribute("data-ji-filled") ? "" : JSON.stringify(fieldsOf(form));

    function save() {
      clearTimeout(timer);
      if (!ready || !form.isConnected || wasSent(form)) { return; }
      var kept = fieldsOf(form);
      if (JSON.stringify(kept) === first && !files.length) { return; }
      write({ id: owner + desk, key: key.value, fields: kept, files: files, waits: waits, at: Date.now() }).then(function () { holds = true; }, function () { holds = false; });
    }
    function soon() { clearTimeout(timer); timer = setTimeout(save, 300); }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("ji-files", function (event) { files = event.detail; save(); });
    window.addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", function () { if (document.hidden) { save(); } });

    function restore(known) {
      if (!known || Date.now() - known.at > DAYS * 24 * HOUR) { return null; }
      var again = form.hasAttribute("data-ji-again");
      /* The page that tells of an error has it all but the photos. */
      if (again && known.key !== key.value) { return null; }
      if (!again) {
        fill(form, known.fields, given());
        key.value = known.key;
        if (note) { note.hidden = known.waits; }
      }
      all("[data-ji-files-again]", form).forEach(function (one) { one.hidden = known.files.length > 0; });
      var files = known.files.length && box && box.jiTake ? box.jiTake(known.files, true) : Promise.resolve();
      return files.then(function () { waits = Boolean(known.waits) && !again && unsent(form); });
    }
    /* Who began as a guest in this tab and then logged in takes it along. */
    function find() {
      return read(owner + desk).then(function (known) {
        if (known || !session(CARRIED) || owner === guest()) { return known; }
        return read(guest() + desk).then(function (carried) { drop(guest() + desk); return carried; });
      }).then(function (known) { if (owner !== guest()) { session(CARRIED, null); } return known; });
    }
    /* The photos of the form in another site's page that opened this one (embedded.js). */
    function fetchFiles() {
      if (!window.opener || !box || !box.jiTake || files.length) { return; }
      window.addEventListener("message", function hear(event) {
        var given = event.data;
        if (event.origin !== location.origin || !given || given.jiesu !== "files" || given.key !== key.value) { return; }
        window.removeEventListener("message", hear);
        box.jiTake(given.files, true);
      });
      window.opener.postMessage({ jiesu: "files", key: key.value }, location.origin);
    }
    forgotten.then(find).then(restore).catch(function () {}).then(function () {
      ready = true;
      save();
      fetchFiles();
      form.setAttribute("data-ji-ready", "");
    });

    all("[data-ji-discard]", form).forEach(function (button) {
      button.addEventListener("click", function () {
        ready = false;
        drop(owner + desk).catch(function () {}).then(function () { location.replace(location.pathname); });
      });
    });
    all("a[data-ji-carry]").forEach(function (link) {
      link.addEventListener("click", function () { save(); session(CARRIED, "1"); });
    });

    sending(form, {
      begin: function () { sameAsLast(); save(); },
      wait: function (is) { waits = is; save(); },
      holds: function () { return holds; },
      leave: function (is) { ready = !is; }
    });
    /* After Back: the same words are the same complaint, others are another one. */
    function sameAsLast() {
      var last = lately();
      if (wasSent(form)) { key.value = last.key; return; }
      if (last && last.sent && last.key === key.value) { key.value = random(); }
      session(LAST, JSON.stringify({ key: key.value, said: wordsOf(form), files: filesOf(form), at: Date.now() }));
    }
  }
  function wordsOf(form) {
    return ["title", "text", "category", "department", "location"].map(function (name) {
      return (form.elements[name] && form.elements[name].value) || "";
    }).join("\n");
  }

  /* Sending: the page stays until the server has answered, so that a lost connection
     loses nothing. It is sent again with the same key, of which the server makes one
     complaint, however often it comes. */

  var SILENCE = 45 * 1000;
  var PAUSES = [4, 8, 15, 30, 60];

  function unsent(form) {
    var note = form.querySelector("[data-ji-waiting]");
    if (!note) { return false; }
    note.hidden = false;
    all("[data-ji-by-itself]", note).forEach(function (one) { one.hidden = true; });
    return true;
  }

  function sending(form, kept) {
    var note = form.querySelector("[data-ji-waiting]");
    var button = form.querySelector(".ji-foot button[type=submit]");
    if (!note || !button) { return; }
    var words = button.textContent;
    var under = false;
    var tries = 0;
    var timer = null;

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!under) { tries = 0; send(); }
    });
    /* Whoever changes something is not done: it waits for the button. */
    ["input", "change", "ji-files"].forEach(function (name) {
      form.addEventListener(name, function () { if (!under) { stop(); } });
    });
    window.addEventListener("online", function () { if (waiting()) { send(); } });

    function waiting() { return form.isConnected && timer !== null; }
    function stop() {
      clearTimeout(timer);
      timer = null;
      if (!note.hidden) { note.hidden = true; kept.wait(false); }
      button.textContent = words;
    }
    function lost() {
      under = false;
      busy(form, false);
      button.textContent = note.getAttribute("data-ji-now");
      all("[data-ji-by-itself]", note).forEach(function (one) { one.hidden = false; });
      note.hidden = false;
      kept.wait(true);
      clearTimeout(timer);
      timer = setTimeout(retry, PAUSES[Math.min(tries, PAUSES.length - 1)] * 1000);
      tries++;
    }
    function retry() {
      if (!form.isConnected) { return; }
      if (navigator.onLine === false) { timer = setTimeout(retry, 60 * 1000); return; }
      send();
    }
    function send() {
      clearTimeout(timer);
      timer = null;
      kept.begin();
      if (navigator.onLine === false) { lost(); return; }
      under = true;
      busy(form, true);
      proven(form).then(function () { post(form, dataOf(form, kept.holds()), told, answered, lost); });
    }
    /* How much of the photos is through. */
    function told(share) {
      button.textContent = share < 1 ? words + " " + Math.floor(share * 100) + " %" : words;
    }
    function answered(request) {
      var to = request.status === 201 && request.getResponseHeader("Location");
      if (!to && moved(form, request)) { to = request.responseURL; }
      if (to) { kept.leave(true); location.assign(to); return; }
      if (!show(request.responseText, chosenIn(form))) { lost(); }
    }
    /* Back from the next page: it may be sent again. */
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) { under = false; busy(form, false); stop(); kept.leave(false); }
    });
  }

  /* The answer is the page of another address, such as the one to log in. */
  function moved(form, request) {
    var to = request.responseURL;
    return Boolean(to) && new URL(to).pathname !== new URL(form.action).pathname;
  }

  function proven(form) {
    var proof = form.querySelector("[data-ji-challenge]");
    if (!proof || proof.value) { return Promise.resolve(); }
    return new Promise(function (resolve) { proof.addEventListener("ji-proven", resolve); });
  }

  function post(form, data, told, answered, lost) {
    var request = new XMLHttpRequest();
    var over = false;
    var timer = null;
    function end(then) {
      return function () {
        if (over) { return; }
        over = true;
        clearTimeout(timer);
        then(request);
      };
    }
    /* A connection can be dead without saying so. */
    function alive() {
      clearTimeout(timer);
      timer = setTimeout(function () { end(lost)(); request.abort(); }, SILENCE);
    }
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "jiesu");
    request.onload = end(answered);
    request.onerror = request.onabort = end(lost);
    request.upload.onprogress = function (event) {
      alive();
      if (event.lengthComputable) { told(event.loaded / event.total); }
    };
    request.onprogress = alive;
    alive();
    request.send(data);
  }

  /* What is certainly refused (intake/submission.py) is asked for without the photos:
     nobody waits for them to be sent in vain. The device keeps them for the answer. */
  function dataOf(form, holds) {
    var data = new FormData(form);
    function says(name) { return Boolean(String(data.get(name) || "").trim()); }
    var whole = says("agreed") && (says("text") || says("title")) && (says("category") || says("department"));
    if (holds && !whole) { data.delete("files"); }
    return data;
  }

  function chosenIn(form) {
    var input = form.elements.files;
    return Array.prototype.slice.call((input && input.files) || []);
  }

  /* What the server answered takes the place of the form: thanks, or what is wrong.
     files: go along, where what is shown asks for them */
  function show(text, files) {
    var made = new DOMParser().parseFromString(text, "text/html");
    var fresh = made.querySelector(".ji");
    var shown = document.querySelector(".ji");
    /* A proxy's page says nothing of what became of it. */
    if (!fresh || !shown) { return false; }
    document.title = made.title;
    shown.parentNode.replaceChild(document.adoptNode(fresh), shown);
    forgotten = forget();
    fresh.dispatchEvent(new CustomEvent("ji-shown", { bubbles: true }));
    all("form[data-ji-take] [data-ji-photos]", fresh).forEach(function (box) {
      if (!box.jiTake || !files.length) { return; }
      box.jiTake(files, true);
      all("[data-ji-files-again]", box.closest("form")).forEach(function (one) { one.hidden = true; });
    });
    var first = document.getElementById("ji-errors") || fresh.querySelector("h1");
    window.scrollTo(0, 0);
    if (first) {
      first.setAttribute("tabindex", "-1");
      first.focus();
    }
    return true;
  }

  /* What this tab sent last, and whether the form holds it still. */
  function lately() {
    var last = JSON.parse(session(LAST) || "null");
    return last && Date.now() - last.at < HOUR ? last : null;
  }
  function wasSent(form) {
    var last = lately();
    if (!last || !last.sent || last.said !== wordsOf(form)) { return false; }
    /* After Back the photos are gone; other ones are something to be sent. */
    var files = filesOf(form);
    return !files || files === last.files;
  }
  function filesOf(form) {
    return chosenIn(form).map(function (file) { return file.name + " " + file.size; }).join("\n");
  }

  /* What the server took is forgotten here: it says so by the key in a cookie. */
  function forget() {
    var found = /(?:^|; )jiesu_sent=([\w-]+)/.exec(document.cookie);
    if (!found || !window.indexedDB) { return Promise.resolve(); }
    document.cookie = "jiesu_sent=; path=/; max-age=0";
    var last = JSON.parse(session(LAST) || "null");
    if (last && last.key === found[1]) { last.sent = true; session(LAST, JSON.stringify(last)); }
    return dropWhere(function (draft) {
      return draft.key === found[1] || Date.now() - draft.at > DAYS * 24 * HOUR;
    }).catch(function () {});
  }

  var forgotten = Promise.resolve();

  function enhance(root) {
    if (window.DataTransfer) { all("[data-ji-photos]", root).forEach(photos); }
    all("form[data-ji-draft]", root).forEach(draft);
  }
  document.addEventListener("ji-shown", function (event) { enhance(event.target); });
  document.addEventListener("DOMContentLoaded", function () {
    forgotten = forget();
    enhance(document);
  });
})();
