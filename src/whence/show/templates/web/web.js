"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  var told = document.getElementById("told");
  var fading = 0;

  function tell(words, stays) {
    if (!told) { return; }
    told.textContent = words;
    clearTimeout(fading);
    if (stays) { return; }
    fading = setTimeout(function () { told.textContent = ""; }, 2500);
  }

  // --- the part that is open stands in sight where the list of parts is wider than the window
  var open = document.querySelector("header.top nav [aria-current]");
  if (open) { open.parentElement.scrollLeft = open.offsetLeft - open.parentElement.offsetLeft - 16; }

  // --- copying a line as a citation
  function byHand(text) {
    var field = document.createElement("textarea");
    field.value = text;
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done;
  }
  function copy(button) {
    var text = button.dataset.cite;
    function done() {
      tell("Copied as a citation");
      button.classList.add("done");
    }
    function other() { if (byHand(text)) { done(); } else { tell("The browser does not let this page copy"); } }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, other);
    } else {
      other();
    }
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button.copy");
    if (button) { copy(button); }
  });

  // --- overruling in place: the forms of a row are put over the page that it stands on
  var over = document.getElementById("overrule");
  document.addEventListener("click", function (event) {
    var way = event.target.closest("a.overrule");
    if (!way || !over || !over.showModal || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    fetch(way.href + (way.search ? "&" : "?") + "part=1", { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (forms) {
      document.getElementById("overrule-forms").innerHTML = forms;
      over.showModal();
    }).catch(function () { location.href = way.href; });
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form.rule, form.undo")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    tell("Weighing the story again", true);
  });
  window.addEventListener("pageshow", function () {  // back from the next page: a form can be sent again
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    tell("");
  });

  // --- keys: lines are elements with data-row
  function rows() {
    return Array.prototype.filter.call(document.querySelectorAll("[data-row]"), function (row) {
      return row.getClientRects().length > 0;
    });
  }
  function current() { return document.activeElement && document.activeElement.closest("[data-row]"); }
  function step(by) {
    var all = rows();
    if (!all.length) { return; }
    var at = all.indexOf(current());
    if (at < 0 && by < 0) { return; }
    var next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
  var keys = {
    "/": function () { var find = document.getElementById("find"); if (find) { find.focus(); find.select(); } },
    "j": function () { step(1); },
    "k": function () { step(-1); },
    "c": function () {
      var row = current();
      var button = row && row.querySelector("button.copy");
      if (button) { copy(button); return; }
      tell(row ? "This line has no words of its own to cite" : "Choose a line with j and k first");
    },
    "?": function () { var list = document.getElementById("keys"); if (list && !list.open) { list.showModal(); } }
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
    if (event.target.closest("input, textarea, select, dialog[open]")) { return; }
    if (event.key === "Enter" && event.target.hasAttribute("data-row")) {
      var link = event.target.querySelector("a.cite, a[href]");
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (Object.prototype.hasOwnProperty.call(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // --- a place in a report: the words of #start-end are lit by the server, which is asked for them where they are not
  function light() {
    var found = /^#(\d+)-(\d+)$/.exec(location.hash);
    if (!found || location.pathname.indexOf("/report/") !== 0) { return; }
    var at = found[1] + "-" + found[2];
    var asked = new URLSearchParams(location.search);
    if (asked.get("at") === at) { return; }
    asked.set("at", at);
    location.replace(location.pathname + "?" + asked.toString() + location.hash);
  }
  window.addEventListener("hashchange", light);
  light();
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details:not(.opened)").forEach(function (part) { part.open = true; });
  });
})();
