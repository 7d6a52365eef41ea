// Words that are selected in the text go into the form that adds what was missed.
"use strict";
document.addEventListener("mouseup", () => {
  const selection = document.getSelection();
  const field = document.querySelector("input[data-quote]");
  const words = selection.toString().trim();
  if (!field || !words || words.length > 300 || !selection.anchorNode?.parentElement.closest("[data-text]")) return;
  field.value = words;
  field.closest("details").open = true;
});
