// The review queue by keyboard: a key is known by its place (`event.code`), so an Arabic layout changes nothing.
// Each key does what a button or a link of the page does; without this script the page works by those.
const STORED = "sijill.review.keys";
const FIRST: Readonly<Record<string, readonly string[]>> = {
  accept: ["KeyA", "Enter"], next: ["KeyJ", "ArrowDown"], previous: ["KeyK", "ArrowUp"], reject: ["KeyX"],
  edit: ["KeyE"], merge: ["KeyM"], split: ["KeyS"], peer: ["KeyP"], assign: ["KeyG"], comment: ["KeyC"],
  undo: ["KeyU"], help: ["Slash"],
};
const SIGNS: Readonly<Record<string, string>> = {
  Enter: "⏎", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Slash: "?", Space: "␣",
  Comma: ",", Period: ".", Semicolon: ";", Quote: "'", BracketLeft: "[", BracketRight: "]", Minus: "-",
  Equal: "=", Backslash: "\\", Backquote: "`",
};
// What the same keys write in an Arabic layout, shown beside on Arabic pages.
const ARABIC: Readonly<Record<string, string>> = Object.fromEntries(
  [..."QWERTYUIOPASDFGHJKLZXCVBNM"].map((letter, at) => [`Key${letter}`, [..."ضصثقفغعهخحشسيبلاتنمئءؤر", "لا", ..."ىة"][at] ?? ""]),
);
const WRITING = "input, textarea, select, [contenteditable]";
const PRESSED = `${WRITING}, a, button, summary`;
const NEVER = new Set(["Escape", "Tab", "ShiftLeft", "ShiftRight", "ControlLeft", "ControlRight", "AltLeft", "AltRight", "MetaLeft", "MetaRight"]);

const live = document.getElementById("live");
const section = document.querySelector<HTMLDetailsElement>("#keys");
const on = document.querySelector<HTMLInputElement>("#keys-on");
let keys: Record<string, readonly string[]> = { ...FIRST };
let used = true;
let busy = false;
let asked = "";

/** Say something to whoever hears the page; said twice, it is heard twice. */
function say(words: string): void {
  if (!live) return;
  live.textContent = "";
  window.setTimeout(() => { live.textContent = words; }, 30);
}

function load(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? "{}") as { keys?: Record<string, unknown>; used?: unknown };
    for (const action of Object.keys(FIRST)) {
      const codes = kept.keys?.[action];
      if (Array.isArray(codes) && codes.length && codes.every((code) => typeof code === "string")) keys[action] = codes as string[];
    }
    used = kept.used !== false;
  } catch {
    keys = { ...FIRST };
  }
}

function keep(): void {
  try {
    localStorage.setItem(STORED, JSON.stringify({ keys, used }));
  } catch {
    // A browser that keeps nothing still takes the keys for this page.
  }
}

function sign(code: string): string {
  const letter = code.startsWith("Key") ? code.slice(3) : code.startsWith("Digit") ? code.slice(5) : (SIGNS[code] ?? code);
  const arabic = document.documentElement.lang === "ar" ? ARABIC[code] : "";
  return arabic ? `${letter} ${arabic}` : letter;
}

/** Show on every button which key does the same. */
function show(): void {
  for (const mark of document.querySelectorAll<HTMLElement>("kbd[data-key]")) {
    const codes = keys[mark.dataset["key"] ?? ""] ?? [];
    mark.textContent = codes.map(sign).join(" / ");
    mark.hidden = !used && !section?.contains(mark);
  }
  if (section) section.hidden = false;
  if (on) on.checked = used;
}

/** Put in the page that was answered, go to its heading, and say what was done. */
async function put(answer: Response, step: "push" | "stay"): Promise<void> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = page.getElementById("review");
  if (!answer.ok || !told) {
    const words = page.querySelector("main .error")?.textContent?.replace(/\s+/g, " ").trim() ?? String(answer.status);
    const note = document.createElement("p");
    note.className = "told warn";
    note.id = "told";
    note.dir = "auto";
    note.textContent = `${section?.dataset["failed"] ?? ""} ${words}`;
    document.getElementById("told")?.remove();
    document.querySelector("#review section")?.prepend(note);
    note.scrollIntoView({ block: "nearest" });
    say(note.textContent);
    return;
  }
  document.getElementById("review")?.replaceWith(document.importNode(told, true));
  const banner = page.querySelector("main > .synthetic");
  const here = document.querySelector("main > .synthetic");
  if (banner && !here) document.querySelector("main")?.prepend(document.importNode(banner, true));
  if (!banner) here?.remove();
  for (const [chosen, name] of [["form.choices [name=back]", "value"], ["form.choices a", "href"]] as const) {
    document.querySelector(chosen)?.setAttribute(name, page.querySelector(chosen)?.getAttribute(name) ?? "/review");
  }
  if (step === "push") history.pushState(null, "", answer.url);
  show();
  document.getElementById("item")?.focus();
  say(document.getElementById("told")?.textContent?.replace(/\s+/g, " ").trim() ?? "");
}

/** Ask for a page, one at a time: a key that is pressed before the next item is there does nothing. */
async function ask(address: string, form: URLSearchParams | null, step: "push" | "stay"): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    await put(await fetch(address, form ? { method: "POST", body: form } : {}), step);
  } catch {
    say(section?.dataset["failed"] ?? "");
  } finally {
    busy = false;
  }
}

function act(action: string): boolean {
  if (action === "help") {
    if (!section) return false;
    section.open = !section.open;
    (section.open ? section.querySelector("summary") : document.getElementById("item"))?.focus();
    return true;
  }
  const found = document.querySelector<HTMLElement>(`#review [data-action~="${action}"]`);
  if (found instanceof HTMLButtonElement) found.form?.requestSubmit(found);
  else if (found instanceof HTMLAnchorElement) found.click();
  else if (found instanceof HTMLDetailsElement) {
    found.open = true;
    (found.querySelector<HTMLElement>("form :is(input:not([type=hidden]), select, textarea, button)") ?? found.querySelector("summary"))?.focus();
  } else return false;
  return true;
}

/** Take the key that was asked for, unless it does something else already. */
function remap(code: string): void {
  const action = asked;
  asked = "";
  const button = document.querySelector<HTMLButtonElement>(`[data-remap="${action}"]`);
  button?.removeAttribute("aria-pressed");
  if (code === "Escape") return say("");
  const other = Object.keys(keys).find((name) => name !== action && keys[name]?.includes(code));
  if (other) {
    const name = document.getElementById(`act-${other}`)?.textContent ?? other;
    return say(`${section?.dataset["taken"] ?? ""} ${name}`);
  }
  keys = { ...keys, [action]: [code, ...(keys[action] ?? []).slice(1).filter((one) => one !== code)] };
  keep();
  show();
  say(`${section?.dataset["set"] ?? ""} ${sign(code)}`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (asked) {
    if (NEVER.has(event.code) && event.code !== "Escape") return;
    event.preventDefault();
    remap(event.code);
    return;
  }
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.code === "Escape") {
    const open = target.closest<HTMLDetailsElement>("details.act, #keys");
    if (open) {
      open.open = false;
      document.getElementById("item")?.focus();
    }
    return;
  }
  if (!used || event.repeat || busy || target.closest(WRITING)) return;
  const plain = /^(Enter|Space|Arrow)/.test(event.code);
  if (plain && (event.shiftKey || target.closest(`${PRESSED}, details, .scroll`))) return;
  const action = Object.keys(keys).find((name) => keys[name]?.includes(event.code));
  if (!action || (event.shiftKey && action !== "help")) return;
  if (act(action)) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || !form.closest("#review")) return;
  event.preventDefault();
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter)) said.append(name, String(value));
  void ask(form.action, said, "push");
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest<HTMLAnchorElement>("#review a[data-action]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    void ask(link.href, null, "push");
  }
  const button = target?.closest<HTMLButtonElement>("[data-remap]");
  if (button) {
    asked = button.dataset["remap"] ?? "";
    button.setAttribute("aria-pressed", "true");
    say(section?.dataset["press"] ?? "");
  }
  if (target?.id === "keys-reset") {
    keys = { ...FIRST };
    keep();
    show();
    say(section?.dataset["set"] ?? "");
  }
});

on?.addEventListener("change", () => {
  used = on.checked;
  keep();
  show();
});
window.addEventListener("popstate", () => void ask(location.href, null, "stay"));

load();
show();
if (location.pathname === "/review" && !location.hash) document.getElementById("item")?.focus();
export {};
