// The writers' preview loads itself again when a file of the content has changed. Without JavaScript, reload by hand.
(() => {
  "use strict";
  const { changes, version } = document.body.dataset;
  const look = async () => {
    try {
      const answer = await fetch(changes, { cache: "no-store" });
      if (answer.ok && (await answer.json()).version !== version) {
        location.reload();
        return;
      }
    } catch {
      // The preview was stopped; it may come back.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
