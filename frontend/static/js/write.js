/* Writing an offer: counts what is sent, says when something was not kept, and keeps the last words of a closing tab.
   Without this file the page works by its buttons. */
(function () {
  "use strict";
  var form = document.getElementById("write");
  var problem = document.getElementById("kept-problem");
  var turn = form && form.querySelector("[data-turn]");
  if (!form || !problem || !turn) { return; }
  var unkept = false;

  function next() { turn.value = String(Number(turn.value) + 1); return turn.value; }

  function token() {
    var found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : form.elements.csrfmiddlewaretoken.value;
  }

  function ours(event) { return event.detail.elt === form; }

  form.addEventListener("input", function () { unkept = true; });
  form.addEventListener("submit", function () { next(); unkept = false; form.elements.csrfmiddlewaretoken.value = token(); });

  document.body.addEventListener("htmx:configRequest", function (event) {
    event.detail.parameters.csrfmiddlewaretoken = token(); // signing in again in another window gives a new one
    if (ours(event)) { event.detail.parameters.turn = next(); unkept = false; }
  });
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.body.addEventListener(name, function (event) {
      if (ours(event)) { unkept = true; problem.textContent = problem.dataset.failed; }
    });
  });
  document.body.addEventListener("htmx:afterSettle", function () {
    document.querySelectorAll(".check[id$='-check']").forEach(function (check) {
      var control = document.getElementById(check.id.replace(/-check$/, ""));
      if (!control || !control.matches("input, select, textarea")) { return; }
      if (check.textContent.trim()) { control.setAttribute("aria-invalid", "true"); } else { control.removeAttribute("aria-invalid"); }
    });
  });
  window.addEventListener("pagehide", function () {
    if (!unkept || !navigator.sendBeacon) { return; }
    next();
    form.elements.csrfmiddlewaretoken.value = token();
    var last = new FormData(form);
    last.delete("photograph");
    navigator.sendBeacon(form.getAttribute("hx-post"), last);
  });
}());
