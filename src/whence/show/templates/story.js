"use strict";
function light() {
  document.querySelectorAll(".lit").forEach(function (part) { part.classList.remove("lit"); });
  var id = decodeURIComponent(location.hash.slice(1));
  if (!id) { return; }
  var target = document.getElementById(id);
  var inside = target && target.closest("details");
  for (; inside; inside = inside.parentElement.closest("details")) { inside.open = true; }
  if (target && target.closest("details")) { target.scrollIntoView(); }
  document.querySelectorAll("[data-of]").forEach(function (part) {
    if (part.dataset.of === id) { part.classList.add("lit"); }
  });
}
window.addEventListener("hashchange", light);
window.addEventListener("beforeprint", function () {
  document.querySelectorAll("details:not(.opened)").forEach(function (part) { part.open = true; });
});
light();
