/* What was written in the page of another site goes on from here by itself. */
(function () {
  "use strict";
  document.querySelector("form[data-ji-onward]").submit();
})();
