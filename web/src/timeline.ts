// The brush of the timeline: its twin are the two dates of the form. Either moves the other; what is let go is asked.
import { brushX, type D3BrushEvent } from "d3-brush";
import { select } from "d3-selection";

interface Bar {
  rect: SVGRectElement;
  since: string;
  until: string;
}

const SVG = "http://www.w3.org/2000/svg";
const HANDLE = 14;

class Brushed {
  private readonly bars: Bar[];
  private readonly width: number;
  private readonly height: number;
  private readonly reversed: boolean;
  private readonly edges: HTMLElement[];
  private readonly brush = brushX<unknown>();
  private readonly group;

  constructor(private readonly frame: HTMLElement, drawing: SVGSVGElement, private readonly since: HTMLInputElement, private readonly until: HTMLInputElement) {
    this.reversed = frame.dataset["direction"] === "rtl";
    this.bars = [...drawing.querySelectorAll<SVGRectElement>("rect")].map((rect) => ({
      rect, since: rect.dataset["since"] ?? "", until: rect.dataset["until"] ?? "",
    }));
    const box = drawing.viewBox.baseVal;
    [this.width, this.height] = [box.width, box.height];
    const over = document.createElementNS(SVG, "svg");
    over.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    over.setAttribute("preserveAspectRatio", "none");
    over.setAttribute("aria-hidden", "true");
    frame.append(over);
    this.brush
      .extent([[0, 0], [this.width, this.height]])
      .handleSize((HANDLE * this.width) / Math.max(1, frame.clientWidth))
      .on("brush end", (event: D3BrushEvent<unknown>) => this.brushed(event));
    this.group = select(over).append<SVGGElement>("g").call(this.brush);
    this.edges = ["since", "until"].map((name) => this.edge(name));
    for (const input of [since, until]) input.addEventListener("input", () => this.follow());
    this.follow();
  }

  private get step(): number {
    return this.width / this.bars.length;
  }

  /** The form that both dates stand in is asked. */
  private ask(): void {
    this.since.form?.requestSubmit();
  }

  /** The first and the last bar that the dates touch; null where they ask for nothing that is drawn. */
  private range(): [number, number] | null {
    const [since, until] = [this.since.value, this.until.value];
    if (!since && !until) return null;
    const first = this.bars.findIndex((bar) => bar.until >= since);
    const after = this.bars.findIndex((bar) => until !== "" && bar.since > until);
    const last = after < 0 ? this.bars.length - 1 : after - 1;
    return first < 0 || last < first ? null : [first, last];
  }

  private place(first: number, last: number): [number, number] {
    const n = this.bars.length;
    return this.reversed ? [(n - 1 - last) * this.step, (n - first) * this.step] : [first * this.step, (last + 1) * this.step];
  }

  private barsIn([left, right]: [number, number]): [number, number] {
    const n = this.bars.length;
    const within = (bar: number) => Math.max(0, Math.min(n - 1, bar));
    const [low, high] = [within(Math.floor(left / this.step + 0.01)), within(Math.ceil(right / this.step - 0.01) - 1)];
    return this.reversed ? [n - 1 - Math.max(low, high), n - 1 - low] : [low, Math.max(low, high)];
  }

  private brushed(event: D3BrushEvent<unknown>): void {
    if (!event.sourceEvent) return;
    if (event.selection) {
      this.choose(...this.barsIn(event.selection as [number, number]));
    } else if (event.type === "end") {
      if (!this.since.value && !this.until.value) return;
      this.since.value = this.until.value = "";
    }
    if (event.type === "end") {
      this.follow();
      this.ask();
    }
  }

  private choose(first: number, last: number): void {
    this.since.value = this.bars[first]?.since ?? "";
    this.until.value = this.bars[last]?.until ?? "";
    this.tell();
  }

  /** The brush goes where the dates are. */
  private follow(): void {
    const range = this.range();
    this.group.call(this.brush.move, range ? this.place(...range) : null);
    this.tell();
  }

  private tell(): void {
    const range = this.range();
    const [first, last] = range ?? [0, this.bars.length - 1];
    this.bars.forEach((bar, n) => bar.rect.classList.toggle("chosen", n >= first && n <= last));
    const [left, right] = this.place(first, last);
    const ends = this.reversed ? [right, left] : [left, right];
    const values = [first, last];
    this.edges.forEach((edge, n) => {
      edge.style.left = `${((ends[n] ?? 0) / this.width) * 100}%`;
      edge.setAttribute("aria-valuenow", String(values[n]));
      const bar = this.bars[values[n] ?? 0];
      edge.setAttribute("aria-valuetext", (n ? bar?.until : bar?.since) ?? "");
    });
  }

  private edge(name: string): HTMLElement {
    const made = document.createElement("span");
    made.className = "edge";
    made.tabIndex = 0;
    made.setAttribute("role", "slider");
    made.setAttribute("aria-label", this.frame.dataset[name] ?? name);
    made.setAttribute("aria-description", this.frame.dataset["hint"] ?? "");
    made.setAttribute("aria-valuemin", "0");
    made.setAttribute("aria-valuemax", String(this.bars.length - 1));
    made.addEventListener("keydown", (event) => this.keyed(event, name));
    this.frame.append(made);
    return made;
  }

  private keyed(event: KeyboardEvent, name: string): void {
    if (event.key === "Enter") return this.ask();
    const later = this.reversed ? "ArrowLeft" : "ArrowRight";
    const earlier = this.reversed ? "ArrowRight" : "ArrowLeft";
    const steps: Record<string, number> = {
      [later]: 1, [earlier]: -1, ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -this.bars.length, End: this.bars.length,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const [first, last] = this.range() ?? [0, this.bars.length - 1];
    if (name === "since") this.choose(Math.max(0, Math.min(last, first + by)), last);
    else this.choose(first, Math.max(first, Math.min(this.bars.length - 1, last + by)));
    this.follow();
  }
}

const frame = document.getElementById("timeline");
const drawing = frame?.querySelector<SVGSVGElement>("svg");
const since = document.querySelector<HTMLInputElement>("form.ask input[name=since]");
const until = document.querySelector<HTMLInputElement>("form.ask input[name=until]");
if (frame && drawing && since && until) {
  new Brushed(frame, drawing, since, until);
  document.getElementById("when-hint")?.removeAttribute("hidden");
}
