// A finding as people read it: the same sentences as junheng.packs.forms.sentences on the server.

const SIDES = { zh: "{message}（{left} 与 {right}）", en: "{message} ({left} against {right})" };

/** Put texts into the places of a sentence. */
export const fill = (sentence, places) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));

/** A number with thousands and at most two decimals. */
export const grouped = (number) => {
  const [whole, decimals] = number.toFixed(2).split(".");
  const text = `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
  return text.replace(/0+$/, "").replace(/\.$/, "");
};

const shown = (value) => (typeof value === "number" ? grouped(value) : value === null ? "None" : String(value));

/**
 * @param {object} layout @param {import("./checking.js").Finding} finding @param {"zh"|"en"} language
 * @returns {string}
 */
export function sentence(layout, finding, language) {
  const places = Object.fromEntries(Object.entries(finding.places).map(([name, value]) => [name, shown(value)]));
  const [kind, rest] = finding.check.split(".");
  const message = (name) => layout.messages[name][language];
  if (!rest) return fill(message(kind), places);
  if (kind === "rule") {
    const rule = layout.rules.find(({ id }) => id === finding.check);
    return fill(SIDES[language], { message: rule.message[language], ...places });
  }
  if (kind === "change") return fill(message(finding.places.percent === null ? "change_from_zero" : "change"), places);
  const outlier = layout.outliers.find(({ id }) => id === finding.check);
  return fill(message("outlier"), { ...places, name: outlier.name[language], value: places.amount });
}
