// A file that is being made: the page asks every five seconds and is shown anew when its state has changed.
(() => {
  "use strict";
  const place = document.querySelector("[data-job]");
  if (!place) return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-job]");
      if (answer.ok && (!found || found.dataset.job !== place.dataset.job)) {
        location.reload();
        return;
      }
    } catch {
      // No network just now: the next look may have one.
    }
    setTimeout(look, 5000);
  };
  setTimeout(look, 5000);
})();
