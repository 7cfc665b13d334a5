// Saves the answers of a test as the person goes. What has not reached the server stays on this device and is sent
// again; whether it got through is known from the answer alone, never from what the browser believes of its network.
(() => {
  "use strict";
  const DEBOUNCE_MS = 800;
  const RETRY_MS = 15000;
  const GIVE_UP_MS = 20000;
  const keyOf = (attemptId) => `tes:${attemptId}`;

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
  const forget = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept where nothing can be kept.
    }
  };

  const done = document.querySelector("[data-attempt-done]");
  if (done) forget(keyOf(done.dataset.attemptDone));

  const form = document.querySelector("form.tes[data-save-url]");
  if (!form) return;

  const key = keyOf(form.dataset.attempt);
  // A test shown in answer to a POST names the address it can be opened at again.
  const pageUrl = form.dataset.pageUrl || location.pathname;
  const status = document.getElementById("status");
  const questions = [...form.querySelectorAll("fieldset.soal[data-question]")];
  let revision = Number(form.dataset.revision);
  let isKept = true;
  let isUnsent = false;
  let isSending = false;
  let isOver = false;
  // A save was sent and no answer came: the server may or may not have it.
  let isUncertain = false;
  let timer = 0;

  const answers = () => {
    const chosen = questions.map((question) => [
      question.dataset.question,
      [...question.querySelectorAll("input:checked")].map((input) => input.value),
    ]);
    return Object.fromEntries(chosen.filter(([, ids]) => ids.length > 0));
  };

  const say = (text, linkText, href) => {
    status.textContent = text;
    if (!linkText) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = linkText;
    status.append(" ", link);
  };
  const sayUnsent = () =>
    say(
      isKept
        ? "Belum terkirim. Jawaban disimpan di perangkat ini."
        : "Belum terkirim. Jangan tutup halaman ini.",
    );

  const keepCopy = () => {
    isKept = keep(key, { revision, isUncertain: isUncertain || isSending, answers: answers() });
  };
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  };
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
  };
  const adopt = (newRevision) => {
    revision = newRevision;
    isUncertain = false;
    form.dataset.revision = revision;
    if (form.elements.revision) form.elements.revision.value = revision;
  };
  const saved = (newRevision) => {
    adopt(newRevision);
    document.dispatchEvent(new Event("kursus:tersimpan"));
    if (isUnsent) {
      keepCopy();
      later(0);
      return;
    }
    forget(key);
    say("Tersimpan");
  };
  const failed = () => {
    isUnsent = true;
    keepCopy();
    sayUnsent();
    later(RETRY_MS);
  };

  const handle = async (response) => {
    const body = await response.json().catch(() => ({}));
    if (response.ok && body.saved) {
      saved(body.revision);
    } else if (response.status === 409) {
      // One step ahead after a save whose answer was lost: that step was ours.
      if (isUncertain && body.revision === revision + 1) {
        adopt(body.revision);
        isUnsent = true;
        later(0);
        return;
      }
      stop();
      say("Tes ini juga terbuka di tempat lain.", "Muat ulang halaman.", pageUrl);
    } else if (response.status === 410) {
      stop();
      forget(key);
      say("Tes ini sudah dikirim.", "Lihat hasil", new URL(body.result, location.origin).pathname);
    } else if (response.status === 401) {
      isUnsent = true;
      say(
        isKept
          ? "Sesi Anda habis. Masuk lagi untuk melanjutkan; jawaban Anda tersimpan di ponsel ini."
          : "Sesi Anda habis. Masuk lagi untuk melanjutkan.",
        "Masuk lagi",
        pageUrl,
      );
    } else if (response.status === 400 || response.status === 403) {
      isUnsent = true;
      say("Belum terkirim. Jawaban disimpan di perangkat ini.", "Muat ulang halaman.", pageUrl);
    } else {
      failed();
    }
  };

  async function send() {
    clearTimeout(timer);
    if (isOver || isSending || !isUnsent) return;
    isSending = true;
    isUnsent = false;
    keepCopy();
    const abort = new AbortController();
    const giveUp = setTimeout(() => abort.abort(), GIVE_UP_MS);
    try {
      const response = await fetch(form.dataset.saveUrl, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
        },
        body: JSON.stringify({ revision, answers: answers() }),
        credentials: "same-origin",
        redirect: "error",
        keepalive: true,
        signal: abort.signal,
      });
      isSending = false;
      await handle(response);
    } catch {
      isSending = false;
      isUncertain = true;
      if (!isOver) failed();
    } finally {
      clearTimeout(giveUp);
    }
  }

  const changed = () => {
    if (isOver) return;
    isUnsent = true;
    keepCopy();
    say("Menyimpan…");
    later(DEBOUNCE_MS);
  };

  const restore = () => {
    const copy = read(key);
    if (!copy) return;
    const isNewer = copy.revision >= revision || (copy.isUncertain && copy.revision + 1 === revision);
    if (!isNewer) {
      forget(key);
      return;
    }
    for (const question of questions) {
      const ids = copy.answers[question.dataset.question] || [];
      for (const input of question.querySelectorAll("input")) input.checked = ids.includes(input.value);
    }
    form.dispatchEvent(new Event("change"));
  };

  form.addEventListener("change", changed);
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
  // The whole form is on its way: a draft must not overtake it. Back from the history, drafts go on.
  document.addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) stop();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isOver = false;
    send();
  });
  restore();
})();
