// One key for what a page offers: data-keys names the keys of a button, link or summary. All of it works by Tab, too.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (!/^[a-z0-9]$/.test(event.key)) return;
  const wanted = document.querySelector(`[data-keys~="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (!wanted.matches("summary")) return wanted.click();
  wanted.parentElement.open = true;
  wanted.parentElement.querySelector("input:not([type=hidden]), select")?.focus();
});
