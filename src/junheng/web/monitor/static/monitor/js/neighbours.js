// <div data-module="neighbours"> with links rel="prev" and rel="next": K and J follow them.
import { onKey } from "../../shell/js/keyboard.js";

export default function neighbours(element) {
  for (const [key, rel] of [["k", "prev"], ["j", "next"]]) {
    onKey(key, () => element.querySelector(`a[rel="${rel}"]`)?.click());
  }
}
