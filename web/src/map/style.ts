// How the map is drawn: land, lines and names from one local file, in the colours of the page.
import type { Feature } from "geojson";
import type { StyleSpecification } from "maplibre-gl";

const FONT = ["Noto Sans Arabic Variable", "sans-serif"];

/** A colour of the page's style sheet. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A style with no glyph server, no sprite and no address but `lines`; `box` is the area that is searched. */
export function styleOf(lines: string, box: Feature | null): StyleSpecification {
  const name = document.documentElement.lang === "ar" ? "name_ar" : "name_en";
  const line = (id: string, kind: string, paint: object) => ({
    id, type: "line" as const, source: "lines", filter: ["==", ["get", "kind"], kind] as never,
    layout: { "line-join": "round" as const }, paint,
  });
  const names = (id: string, rank: number, size: number, minzoom: number, least: number) => ({
    id, type: "symbol" as const, source: "lines", minzoom,
    filter: ["all", ["==", ["get", "kind"], "name"], ["==", ["coalesce", ["get", "rank"], 0], rank],
      [">=", ["*", ["coalesce", ["get", "extent"], 0], ["^", 2, ["zoom"]]], least]] as never,
    layout: { "text-field": ["get", name] as never, "text-font": FONT, "text-size": size, "text-max-width": 8, "text-padding": 6, "symbol-sort-key": ["-", 0, ["coalesce", ["get", "extent"], 0]] as never },
    paint: { "text-color": colour(rank ? "--soft" : "--ink"), "text-halo-color": colour("--land"), "text-halo-width": 1.5 },
  });
  return {
    version: 8,
    sources: {
      lines: { type: "geojson", data: lines, tolerance: 0.6 },
      box: { type: "geojson", data: { type: "FeatureCollection", features: box ? [box] : [] } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "lines", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      { id: "water", type: "fill", source: "lines", filter: ["==", ["get", "kind"], "water"], paint: { "fill-color": colour("--sea") } },
      line("coast", "land", { "line-color": colour("--border"), "line-width": 0.6 }),
      { ...line("provinces", "province", { "line-color": colour("--border-soft"), "line-width": 0.8 }), minzoom: 4.5 },
      line("countries", "country", { "line-color": colour("--border"), "line-width": 1.3 }),
      line("disputed", "disputed", { "line-color": colour("--border-open"), "line-width": 1.3, "line-dasharray": [2.5, 2] }),
      { id: "area", type: "line", source: "box", paint: { "line-color": colour("--focus"), "line-width": 2 } },
      names("provinces-named", 2, 11, 6, 60),
      names("open-named", 1, 11, 6, 20),
      names("countries-named", 0, 14, 1, 50),
    ],
  };
}
