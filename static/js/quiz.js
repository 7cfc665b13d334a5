// Turns the one page of a test into one question at a time. The address after # says where one is, so the browser's
// back button works; the form itself stays as it was and is sent as a whole.
(() => {
  "use strict";
  const form = document.querySelector("form.tes");
  const review = form && form.querySelector(".periksa");
  if (!review) return;

  const questions = [...form.querySelectorAll("fieldset.soal")];
  const last = questions.length - 1;
  const REVIEW = questions.length;
  const pageTitle = document.title;
  const blanks = review.querySelector("[data-blanks]");
  // Whatever else the form holds (a word on blanks, say) belongs to its end.
  const endParts = [...form.children].filter((part) => !questions.includes(part) && part.type !== "hidden");
  let current = -1;
  let hasSeenReview = false;

  const chosenIn = (question) => [...question.querySelectorAll("input:checked")];
  const isBlank = (question) => chosenIn(question).length === 0;
  const hashOf = (step) => (step === REVIEW ? `#${review.id}` : `#${questions[step].id}`);
  const stepOf = (hash) => {
    const target = document.getElementById(hash.slice(1));
    return [...questions, review].findIndex((part) => part.contains(target));
  };
  const wordsOf = (input) => input.closest("label").textContent.trim();

  const makeButton = (words, variant, goTo) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `button button-${variant}`;
    button.textContent = words;
    button.addEventListener("click", () => {
      location.hash = hashOf(goTo());
    });
    return button;
  };
  const next = makeButton("Lanjutkan", "primary", () => current + 1);
  const toReview = makeButton("Periksa jawaban", "secondary", () => REVIEW);
  const back = makeButton("Kembali", "secondary", () => current - 1);
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(next, toReview, back);

  const bar = document.createElement("progress");
  bar.className = "tes-progress";
  bar.max = questions.length;
  bar.setAttribute("aria-hidden", "true");

  const listed = (numbers) => {
    if (numbers.length < 3) return numbers.join(" dan ");
    return `${numbers.slice(0, -1).join(", ")}, dan ${numbers[numbers.length - 1]}`;
  };

  const updateReview = () => {
    questions.forEach((question) => {
      const row = review.querySelector(`[data-review="${CSS.escape(question.dataset.question)}"]`);
      const answer = row.querySelector("[data-answer]");
      answer.hidden = false;
      answer.textContent = chosenIn(question).map(wordsOf).join("; ") || "Belum dijawab";
    });
    const empty = questions.flatMap((question, i) => (isBlank(question) ? [i + 1] : []));
    blanks.hidden = false;
    blanks.textContent = empty.length
      ? `${empty.length} soal belum dijawab: soal ${listed(empty)}.`
      : "Semua soal sudah dijawab.";
    bar.value = questions.length - empty.length;
  };

  const show = (step, takesFocus) => {
    current = step;
    const isReview = step === REVIEW;
    hasSeenReview = hasSeenReview || isReview;
    questions.forEach((question, i) => {
      question.hidden = i !== step;
    });
    endParts.forEach((part) => {
      part.hidden = !isReview;
    });
    next.hidden = step >= last;
    back.hidden = step === 0;
    toReview.hidden = isReview || (step < last && !hasSeenReview);
    toReview.className = `button button-${step === last ? "primary" : "secondary"}`;
    updateReview();
    const heading = isReview ? review.querySelector("h2") : questions[step].querySelector("legend");
    document.title = `${heading.textContent.trim()} – ${pageTitle}`;
    if (takesFocus) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ behavior: "instant" });
    }
  };

  // Resume at the first blank; an address that names a question wins.
  const start = () => {
    const asked = stepOf(location.hash);
    if (asked >= 0) return asked;
    const blank = questions.findIndex(isBlank);
    return blank < 0 ? REVIEW : blank;
  };

  form.classList.add("tes-stepping");
  questions[0].before(bar);
  review.after(actions);
  const first = start();
  show(first, false);

  addEventListener("hashchange", () => {
    const step = stepOf(location.hash);
    if (step >= 0) show(step, true);
    else if (!location.hash) show(first, true);
  });
  form.addEventListener("change", updateReview);

  // Enter in a question goes on; only the review sends the test.
  form.addEventListener("submit", (event) => {
    if (current === REVIEW) return;
    event.preventDefault();
    location.hash = hashOf(current + 1);
  });
})();
