import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

// One entry for each file of src: an island that a page asks for by its name (see src/sijill/web/island.py).
const islands = readdirSync("src").filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));

export default defineConfig({
  base: "/static/built/",
  build: {
    outDir: "../src/sijill/web/static/built",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    rollupOptions: { input: islands.map((name) => `src/${name}`) },
  },
});
