// Says in time that the session is about to end, and extends it at one press.
(() => {
  "use strict";
  const CHECK_MS = 10000;
  const WARN_MS = 180000;
  // The server notes a visit at most once a minute, so its clock may be a minute ahead of ours.
  const SERVER_SLACK_MS = 60000;
  const KEY = "sesi-terakhir";
  const idleMs = Number(document.body.dataset.idleSeconds) * 1000 - SERVER_SLACK_MS;
  const box = document.getElementById("session-warning");
  const template = document.getElementById("session-warning-words");
  let lastSeen = 0;
  let shown = "";
  let returnTo = null;

  // Other tabs of the same session keep it alive too.
  const seen = () => {
    lastSeen = Date.now();
    try {
      localStorage.setItem(KEY, lastSeen);
    } catch {
      // Without storage this tab counts for itself.
    }
  };
  const lastSeenAnywhere = () => {
    try {
      return Math.max(lastSeen, Number(localStorage.getItem(KEY)) || 0);
    } catch {
      return lastSeen;
    }
  };

  const say = (words, withButton) => {
    if (words === shown) return;
    shown = words;
    if (!words) {
      box.replaceChildren();
      return;
    }
    if (!box.firstChild) {
      returnTo = document.activeElement;
      box.append(template.content.cloneNode(true));
      box.querySelector("button").addEventListener("click", extend);
    }
    box.querySelector("[data-words]").textContent = words;
    box.querySelector("button").hidden = !withButton;
  };

  const sayEnded = () => say("Sesi Anda habis. Muat ulang halaman ini untuk masuk lagi.", false);

  async function extend() {
    const token = document.querySelector('meta[name="csrf-token"]').content;
    try {
      const response = await fetch("/sesi/perpanjang", {
        method: "POST",
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      if (response.ok) {
        seen();
        say("");
        returnTo.focus({ preventScroll: true });
        document.getElementById("status").textContent = "Anda tetap masuk.";
      } else if (response.status === 401) {
        sayEnded();
      } else {
        say("Sesi belum diperpanjang. Coba sekali lagi.", true);
      }
    } catch {
      say("Sesi belum diperpanjang: sambungan terputus. Coba sekali lagi.", true);
    }
  }

  const check = () => {
    const leftMs = lastSeenAnywhere() + idleMs - Date.now();
    if (leftMs <= 0) sayEnded();
    else if (leftMs > WARN_MS) say("");
    else say(`Anda akan keluar otomatis dalam ${Math.ceil(leftMs / 60000)} menit.`, true);
  };

  seen();
  document.addEventListener("kursus:tersimpan", seen);
  document.addEventListener("visibilitychange", check);
  setInterval(check, CHECK_MS);
})();
