/* How a part looks, beside the form in which it is chosen. */
(function () {
  "use strict";
  var frame = document.querySelector("[data-ji-preview]");
  var form = document.querySelector("#content-core form");
  if (!frame || !form) { return; }
  var shown = "";

  /* Plone's fields are called form.widgets.what and form.widgets.what:list. */
  function value(name) {
    var field = form.querySelector('[name="form.widgets.' + name + '"], [name="form.widgets.' + name + ':list"]');
    return field && field.value !== "--NOVALUE--" ? field.value : "";
  }
  function show() {
    var desk = value("desk");
    var query = ["what", "category", "department", "count"].map(function (name) { return name + "=" + encodeURIComponent(value(name)); }).join("&");
    var address = desk ? frame.getAttribute("data-ji-preview") + desk + "/@@part?" + query : "about:blank";
    if (address !== shown) { shown = address; frame.src = address; }
  }
  form.addEventListener("change", show);
  show();
})();
