// The behaviour of the pages of long work; without scripts a link reloads them.
import live from "./live.js";

if (document.querySelector('[data-module~="live"]')) live();
