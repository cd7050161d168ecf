// Printing papers: a page of their own in a hidden frame, so that nothing of the notebook comes along.
import { h } from "./dom.js";

const PRINTED_PAGE = `
@page { margin: 12mm; }
body { margin: 0; color-scheme: light; }
.page { break-after: page; }
.page:last-child { break-after: auto; }
`;

/** Opens the browser's print dialog with these papers, one to a sheet. */
export function printPapers(papers, style, desk) {
  document.querySelector("iframe.bo-print")?.remove(); // of the last time, if the browser did not say that it was done
  const frame = h("iframe", { class: "bo-print", title: desk._("Papers to print"), "aria-hidden": "true", tabindex: "-1" });
  document.body.append(frame);
  const page = frame.contentDocument;
  page.documentElement.lang = desk.language;
  page.title = desk.title;
  page.head.append(h("style", {}, style), h("style", {}, PRINTED_PAGE));
  for (const paper of papers) {
    const sheet = h("div", { class: "page" });
    sheet.innerHTML = paper.html; // the course's own templates, escaped there
    page.body.append(sheet);
  }
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.focus();
  frame.contentWindow.print();
}
