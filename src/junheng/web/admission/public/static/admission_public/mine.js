// Looks a family's row up in the published certificate, here in the browser: number and check code are sent nowhere.
import { sha256 } from "./sha256.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", SIGNS = { O: "0", I: "1", L: "1" };
const narrow = (text) => text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ");
const typed = (salt) => [...narrow(salt).toUpperCase()].map((sign) => SIGNS[sign] ?? sign).filter((sign) => LETTERS.includes(sign)).join("");

for (const form of document.querySelectorAll('[data-module="mine"]')) {
  const answers = document.querySelector("#answers"), show = (name, got = "") => {
    for (const answer of answers.querySelectorAll("[data-answer]")) answer.hidden = answer.dataset.answer !== name;
    for (const place of answers.querySelectorAll("[data-got]")) place.textContent = got;
    answers.querySelector(`[data-answer="${name}"]`).focus();
  };
  let certificate;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      certificate ??= await (await fetch(form.dataset.certificate)).json();
    } catch {
      show("unreachable");
      return;
    }
    const code = narrow(form.elements.code.value).trim(), id = sha256(`junheng-id/1|${code}|${typed(form.elements.salt.value)}`).slice(0, 32);
    const listed = certificate.lists.some((list) => list.rows.some((row) => row[list.columns.indexOf("code")] === id));
    const row = (certificate.result.assigned ?? []).find(([public_code]) => public_code === id);
    for (const place of answers.querySelectorAll("[data-row]")) place.value = id;
    if (row) show("got", String(row[1]));
    else show(listed ? "nothing" : "unknown");
  });
  form.querySelector("[data-here]").hidden = false;
}
