// The map of the list of incidents: the same query, drawn. Its circles are buttons; what they hold opens as a list.
import { Map as View, Marker, NavigationControl, setWorkerUrl, type LngLatBoundsLike } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Feature } from "geojson";
import { circleOf, type Told } from "./map/circle";
import { next } from "./map/moving";
import { styleOf } from "./map/style";

interface Points {
  features: { geometry: { coordinates: [number, number] }; properties: Told }[];
  label: string;
}

interface Circle {
  marker: Marker;
  button: HTMLButtonElement;
  told: Told;
}

const NAMED_FROM = 6;
const CLOSEST = 13;

function byId<T extends HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

/** An address with more asked. */
function asking(address: string, more: Record<string, string>): string {
  const [path, query] = address.split("?");
  const all = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return `${path}?${all}`;
}

function numbers(text: string): [number, number, number, number] {
  const [west = -180, south = -85, east = 180, north = 85] = text.split(",").map(Number);
  return [west, south, east, north];
}

function boundsOf(text: string): LngLatBoundsLike {
  const [west, south, east, north] = numbers(text);
  return [[west, south], [east, north]];
}

function rectangle(text: string): Feature {
  const [w, s, e, n] = numbers(text);
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [[w, s], [e, s], [e, n], [w, n], [w, s]] } };
}

class Chart {
  private readonly data: DOMStringMap;
  private readonly view: View;
  private circles: Circle[] = [];
  private asked = 0;
  private open: Told | null = null;

  constructor(private readonly frame: HTMLElement, private readonly here: HTMLElement) {
    const data = (this.data = frame.dataset);
    const text = (name: string) => data[name] ?? "";
    this.view = new View({
      container: frame,
      style: this.style(),
      bounds: boundsOf(text("view")),
      fitBoundsOptions: { maxZoom: 9, padding: 36 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      maxZoom: CLOSEST,
      fadeDuration: 0,
      cooperativeGestures: true,
      locale: {
        "Map.Title": text("frame"),
        "NavigationControl.ZoomIn": text("zoomIn"),
        "NavigationControl.ZoomOut": text("zoomOut"),
        "CooperativeGesturesHandler.WindowsHelpText": text("gesture"),
        "CooperativeGesturesHandler.MacHelpText": text("gestureMac"),
        "CooperativeGesturesHandler.MobileHelpText": text("gestureTouch"),
      },
    });
    this.view.touchZoomRotate.disableRotation();
    this.view.keyboard.disableRotation();
    this.view.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.view.getCanvasContainer().addEventListener("keydown", (event) => this.keyed(event), true);
    this.view.on("moveend", () => void this.load());
    this.view.on("load", () => (frame.dataset["ready"] = "true"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.view.setStyle(this.style()));
    here.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    void this.load();
  }

  private style() {
    const box = this.data["box"];
    return styleOf(this.data["lines"] ?? "", box ? rectangle(box) : null);
  }

  /** The part of the globe that is seen, as an address says it. */
  bounds(digits: number): string {
    const seen = this.view.getBounds();
    const within = (value: number, most: number) => Math.max(-most, Math.min(most, value)).toFixed(digits);
    return [within(seen.getWest(), 180), within(seen.getSouth(), 90), within(seen.getEast(), 180), within(seen.getNorth(), 90)].join(",");
  }

  private async load(): Promise<void> {
    const turn = ++this.asked;
    const zoom = String(Math.max(0, Math.floor(this.view.getZoom())));
    try {
      const answer = await fetch(asking(this.data["points"] ?? "", { zoom, bounds: this.bounds(4) }));
      if (!answer.ok) throw new Error(String(answer.status));
      const points = (await answer.json()) as Points;
      if (turn === this.asked) this.show(points);
    } catch {
      if (turn === this.asked) this.say(this.data["busy"] ?? "");
    }
  }

  private say(words: string): void {
    const where = byId("in-view");
    if (where) where.textContent = words;
  }

  private show(points: Points): void {
    const held = this.circles.findIndex((circle) => circle.button === document.activeElement);
    const kept = this.circles[held]?.told.box;
    for (const circle of this.circles) circle.marker.remove();
    const named = this.view.getZoom() >= NAMED_FROM;
    // The largest come first for the keyboard and lie below: a small one is never hidden.
    this.circles = points.features.map(({ geometry, properties }) => {
      const button = circleOf(properties, named && properties.places === 1);
      button.addEventListener("click", () => void this.list(properties, button));
      const marker = new Marker({ element: button }).setLngLat(geometry.coordinates).addTo(this.view);
      button.removeAttribute("role");
      button.setAttribute("aria-label", properties.label);
      button.tabIndex = -1;
      button.setAttribute("aria-expanded", String(this.open?.box === properties.box));
      return { marker, button, told: properties };
    });
    const same = this.circles.findIndex((circle) => circle.told.box === kept);
    const stop = this.circles[Math.max(0, same)];
    if (stop) stop.button.tabIndex = 0;
    if (held >= 0) (stop?.button ?? this.view.getCanvas()).focus({ preventScroll: true });
    this.frame.dataset["circles"] = String(this.circles.length);
    this.say(points.label);
  }

  private keyed(event: KeyboardEvent): void {
    const from = this.circles.findIndex((circle) => circle.button === event.target);
    if (from < 0) return;
    const at = this.circles.map((circle) => this.view.project(circle.marker.getLngLat()));
    const to = this.circles[next(at, from, event.key)];
    if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      event.preventDefault();
      event.stopPropagation();
    }
    if (!to) return;
    for (const circle of this.circles) circle.button.tabIndex = circle === to ? 0 : -1;
    to.button.focus({ preventScroll: true });
  }

  private async list(told: Told, button: HTMLButtonElement): Promise<void> {
    const answer = await fetch(asking(this.data["here"] ?? "", { box: told.box }));
    if (!answer.ok) return this.say(this.data["busy"] ?? "");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const does = document.createElement("p");
    does.className = "does";
    if (told.places > 1) does.append(this.does(this.here.dataset["closer"] ?? "", () => this.closer(told)));
    does.append(this.does(this.here.dataset["close"] ?? "", () => this.close()));
    this.here.replaceChildren(...page.body.childNodes, does);
    this.here.hidden = false;
    this.here.tabIndex = -1;
    this.here.focus({ preventScroll: true });
    this.here.scrollIntoView({ block: "nearest" });
    this.open = told;
    this.marked(button);
  }

  private does(words: string, act: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  private marked(button: HTMLButtonElement | null): void {
    for (const circle of this.circles) circle.button.setAttribute("aria-expanded", String(circle.button === button));
  }

  private closer(told: Told): void {
    this.close();
    this.view.fitBounds(boundsOf(told.box), { maxZoom: CLOSEST });
  }

  private close(): void {
    const was = this.circles.find((circle) => circle.told.box === this.open?.box);
    this.here.hidden = true;
    this.here.replaceChildren();
    this.open = null;
    this.marked(null);
    (was?.button ?? this.view.getCanvas()).focus({ preventScroll: true });
  }
}

const frame = byId("map");
const here = byId("here");
if (frame && here) {
  frame.hidden = false;
  setWorkerUrl(worker);
  try {
    const chart = new Chart(frame, here);
    const search = byId<HTMLButtonElement>("search-area");
    if (search) {
      search.hidden = false;
      search.addEventListener("click", () => location.assign(asking(frame.dataset["list"] ?? "", { box: chart.bounds(2) })));
    }
    byId("legend")?.removeAttribute("hidden");
    byId<HTMLDetailsElement>("places")?.removeAttribute("open");
  } catch {
    frame.hidden = true;
    const says = byId("in-view");
    if (says) says.textContent = frame.dataset["noDrawing"] ?? "";
  }
}
