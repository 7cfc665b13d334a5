// Every page: a form is not sent twice by a double click, and the focus goes to what is wrong.
(() => {
  "use strict";
  const REST_MS = 5000;
  const lastSent = new WeakMap();

  const release = (button) => button.removeAttribute("aria-disabled");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - (lastSent.get(form) || -REST_MS) < REST_MS) {
      event.preventDefault();
      return;
    }
    lastSent.set(form, Date.now());
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-disabled", "true");
    setTimeout(release, REST_MS, button);
  });

  // A page that comes back from the history must be usable at once.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.forms) lastSent.delete(form);
    document.querySelectorAll("button[aria-disabled]").forEach(release);
  });

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
