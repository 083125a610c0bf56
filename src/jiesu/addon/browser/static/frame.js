/* What Plone's own frame of a page shows in the American way alone. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    /* Plone's script knows only the American order for zh-cn; this one all can read. */
    Array.prototype.forEach.call(document.querySelectorAll("time.pat-display-time"), function (time) {
      time.setAttribute("data-pat-display-time", "output-format: YYYY-MM-DD HH:mm");
    });
  });
})();
