// Lets a person see the password being typed; hidden again when it is sent, so that browsers know it as a password.
(() => {
  "use strict";
  for (const button of document.querySelectorAll(".password-toggle")) {
    const input = document.getElementById(button.getAttribute("aria-controls"));
    const verb = button.querySelector("[data-verb]");
    const show = (visible) => {
      input.type = visible ? "text" : "password";
      verb.textContent = visible ? "Sembunyikan" : "Tampilkan";
    };
    button.hidden = false;
    button.addEventListener("click", () => show(input.type === "password"));
    input.form.addEventListener("submit", () => show(false));
  }
})();
