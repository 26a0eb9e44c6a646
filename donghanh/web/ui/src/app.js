// Every page works without this file. It adds: dialogs, printing, focus on errors, two keys, and no second press of a button.
"use strict";
(() => {
  const on = (event, name) => event.target instanceof Element && event.target.closest(`[data-${name}]`);

  document.addEventListener("click", (event) => {
    const opener = on(event, "open");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    if (on(event, "close")) event.target.closest("dialog")?.close();
    if (on(event, "print")) window.print();
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });

  // A form is sent once; the server's key is the real guard, this only spares the wait. "Back" gives the button again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  // A preview that was still to come is not asked for once the form itself is on its way.
  document.addEventListener("htmx:beforeRequest", (event) => event.target.closest("form[data-sent]") && event.preventDefault());
  window.addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }));

  // No single-letter keys: they break voice input. Ctrl+Enter sends the form, Alt+N goes to the next line of the working list.
  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off") return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") event.target.form?.requestSubmit();
    if (event.altKey && event.key.toLowerCase() === "n") {
      const rows = [...document.querySelectorAll("[data-next]")];
      const next = rows[rows.indexOf(document.activeElement) + 1] ?? rows[0];
      if (next) { event.preventDefault(); next.focus(); }
    }
    if (event.key === "Escape") document.querySelectorAll("details[data-menu][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  const toErrors = (root) => root.querySelector(".errsum")?.focus();
  document.addEventListener("DOMContentLoaded", () => toErrors(document));
  document.addEventListener("htmx:afterSettle", (event) => {
    toErrors(event.target);
    event.target.querySelector("[data-focus]")?.focus();
  });
})();
