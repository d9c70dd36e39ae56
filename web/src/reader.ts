// In the reader, words that are chosen in the article go into the note of the correction that is open.
const article = document.querySelector<HTMLElement>("article.text");

/** Where a point of the document lies in the text, in code points, or -1. */
function offsetOf(node: Node, inside: number): number {
  const mark = node.parentElement?.closest<HTMLElement>("[data-at]");
  if (!mark) return -1;
  return Number(mark.dataset["at"]) + [...(node.textContent ?? "").slice(0, inside)].length;
}

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (!article || !chosen || chosen.isCollapsed || !chosen.anchorNode || !article.contains(chosen.anchorNode)) return;
  const note = document.querySelector<HTMLInputElement>(".found details[open] .words-note");
  if (!note) return;
  const at = offsetOf(chosen.anchorNode, chosen.anchorOffset);
  const words = chosen.toString().trim();
  if (words) note.value = at >= 0 ? `«${words}» ${at}-${at + [...words].length}` : `«${words}»`;
});
export {};
