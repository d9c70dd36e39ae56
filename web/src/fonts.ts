// The letters of both languages, served from here.
import "@fontsource-variable/noto-sans-arabic/index.css";
