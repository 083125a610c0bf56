/* What Plone's own frame of a page says in English alone. No text of its own: the page
   gives it the words. */
(function () {
  "use strict";

  var words = document.currentScript.getAttribute("data-ji-close");

  document.addEventListener("DOMContentLoaded", function () {
    /* The theme's buttons have their label in the theme's file. */
    Array.prototype.forEach.call(document.querySelectorAll(".btn-close[aria-label='Close']"), function (button) {
      button.setAttribute("aria-label", words);
    });
    /* Plone's script knows only the American order for zh-cn; this one all can read. */
    Array.prototype.forEach.call(document.querySelectorAll("time.pat-display-time"), function (time) {
      time.setAttribute("data-pat-display-time", "output-format: YYYY-MM-DD HH:mm");
    });
  });
})();
