"use strict";
(function () {
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) { return; }
    var link = /^[a-z]$/.test(event.key) && document.querySelector('main [data-key="' + event.key + '"]');
    if (link) { link.click(); }
  });
  // A line of a list that is on another page of it: the page is asked for the one that has it.
  var found = /^#(t|f|o-event|o-figure)-(\w+)$/.exec(location.hash);
  var names = { "/timeline": "event", "/figures": "figure" };
  var name = found && names[location.pathname];
  var line = name && document.getElementById(location.hash.slice(1));
  var folded = line && line.closest("details:not([open])");
  if (folded) { folded.open = true; line.scrollIntoView(); }
  if (name && !document.getElementById(location.hash.slice(1))) {
    var query = new URLSearchParams(location.search);
    if (query.get(name) !== found[2]) {
      query.set(name, found[2]);
      location.replace(location.pathname + "?" + query + location.hash);
    }
  }
})();
