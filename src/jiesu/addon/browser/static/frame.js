/* What Plone's own pages do in a way that does not fit here. */
(function () {
  "use strict";

  /* Plone's script would put new results below what the desk found for the old words
     (public/sitesearch.py): the whole page is asked for. */
  document.addEventListener("submit", function (event) {
    if (event.target.id === "searchform") { event.stopImmediatePropagation(); }
  }, true);

  document.addEventListener("DOMContentLoaded", function () {
    /* Plone's script knows only the American order for zh-cn; this one all can read. */
    Array.prototype.forEach.call(document.querySelectorAll("time.pat-display-time"), function (time) {
      time.setAttribute("data-pat-display-time", "output-format: YYYY-MM-DD HH:mm");
    });
  });
})();
