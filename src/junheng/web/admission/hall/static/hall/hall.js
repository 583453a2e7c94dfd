// The draw hall: steps, classes, replay, full screen, and balls beside what is typed. Without it everything is on one page.
const $ = (selector) => document.querySelector(selector), $$ = (selector) => [...document.querySelectorAll(selector)];
const LAST = 6;
const screens = $$("[data-screen]"), rooms = $$("[data-class]"), rail = $$("[data-step]");
let step = LAST, at = 0;

function show(place) {
  if (!screens.length) return;
  at = (place + screens.length) % screens.length;
  screens.forEach((screen, index) => { screen.hidden = index !== at; });
  rooms.forEach((room) => room.setAttribute("aria-pressed", String(room.dataset.class === screens[at].dataset.screen)));
  say(screens[at].querySelector("h2").textContent);
}

function go(to) {
  step = Math.min(Math.max(to, 1), LAST);
  $$("[data-from]").forEach((part) => part.classList.toggle("later", Number(part.dataset.from) > step));
  rail.forEach((item) => {
    const number = Number(item.dataset.step);
    item.classList.toggle("done", number < step || step === LAST);
    if (number === step) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
    if (number === step) say(item.textContent);
  });
  $("[data-do=step]").disabled = step === LAST;
}

function say(words) { $("[data-said]").textContent = words.trim(); }

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen().catch(() => {});
}

const deeds = {
  next: () => show(at + 1),
  before: () => show(at - 1),
  replay: () => { show(0); go(1); },
  step: () => go(step + 1),
  back: () => go(step - 1),
  full: fullScreen,
};
// PageDown and PageUp are what a presenter's remote sends.
const KEYS = { ArrowRight: "next", ArrowLeft: "before", r: "replay", R: "replay", f: "full", F: "full", " ": "step", PageDown: "step", PageUp: "back" };

document.addEventListener("keydown", (event) => {
  const deed = KEYS[event.key], inside = event.target.closest("input, textarea, select, [contenteditable]");
  if (!deed || inside || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return; // it presses what has the focus
  if (deed !== "full" && !screens.length) return;
  event.preventDefault();
  deeds[deed]();
});
$$("[data-do]").forEach((button) => button.addEventListener("click", deeds[button.dataset.do]));
rooms.forEach((room) => room.addEventListener("click", () => show(Number(room.dataset.page))));
rail.forEach((item) => item.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); go(Number(item.dataset.step)); }));

// As the rule reads it: full width made plain; whatever stands between numbers parts them, else each digit is a ball.
function balls(typed) {
  const plain = typed.normalize("NFKC").trim(), parts = plain.split(/[^0-9]+/).filter(Boolean);
  if (!/^[0-9]+([^0-9A-Za-z]+[0-9]+)*[^0-9A-Za-z]*$/.test(plain)) return [];
  return parts.length > 1 ? parts : [...plain.slice(0, 12)].filter((each) => /[0-9]/.test(each));
}
$$("[data-typed]").forEach((input) => {
  const list = input.parentElement.querySelector("[data-balls]");
  const draw = () => list.replaceChildren(...balls(input.value).map((ball) => Object.assign(document.createElement("li"), { textContent: ball })));
  input.addEventListener("input", draw);
  draw();
});
const form = $("[data-form]");
form?.addEventListener("submit", () => { form.querySelector("button").disabled = true; });
addEventListener("pageshow", () => { if (form) form.querySelector("button").disabled = false; });

// Whoever only looks on goes on by themselves once somebody else has typed the numbers.
if ($("[data-awaits]")) {
  const asked = setInterval(async () => {
    const answer = await fetch("?state").then((response) => response.json(), () => ({}));
    if (!answer.decided) return;
    clearInterval(asked);
    location.hash = "seed";
    location.reload();
  }, 3000);
}

$("[data-do=full]").hidden = !document.fullscreenEnabled;
if ($("[data-said]")) {
  document.documentElement.classList.add("scripted");
  $("[data-scripted]").hidden = false;
  const named = rail.find((item) => item.querySelector("a").hash === location.hash);
  show(0);
  go(named ? Number(named.dataset.step) : LAST);
}
