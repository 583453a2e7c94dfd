// Fetches the page again while work goes on, and replaces the parts marked data-live that have changed. A part with a
// data-version is compared by that alone; one that grows only gets its new lines. Focus is never lost.
const SECOND = 1000;

export default function live() {
  for (const link of document.querySelectorAll("[data-reload]")) link.hidden = true;
  const lost = document.getElementById("live-lost");

  const later = (seconds) => setTimeout(refresh, (document.hidden ? 10 : seconds) * SECOND);

  async function refresh() {
    let answer;
    try {
      answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    } catch {
      answer = null;
    }
    if (answer?.redirected) return void location.reload(); // signed out meanwhile
    lost.hidden = Boolean(answer?.ok);
    if (!answer?.ok) return void later(5);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(old.id);
      if (fresh) (old.dataset.live === "grow" ? grow : replace)(old, fresh);
    }
    document.title = page.title;
    say(page);
    if (document.querySelector('[data-module~="live"]')) later(1);
  }

  later(1);
}

function replace(old, fresh) {
  if ((old.dataset.version ?? old.outerHTML) === (fresh.dataset.version ?? fresh.outerHTML)) return;
  const place = [...old.querySelectorAll("a, button")].indexOf(document.activeElement);
  for (const link of fresh.querySelectorAll("[data-reload]")) link.hidden = true;
  old.replaceWith(fresh);
  if (place >= 0) (fresh.querySelectorAll("a:not([hidden]), button")[place] ?? document.getElementById("main")).focus({ preventScroll: true });
}

function grow(list, fresh) {
  const box = list.parentElement;
  const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
  list.append(...[...fresh.children].filter((line) => !document.getElementById(line.id)));
  if (atEnd) box.scrollTop = box.scrollHeight;
}

// A screen reader hears the state, and the share in steps of ten percent: not every second.
function say(page) {
  const said = document.getElementById("live-said");
  const now = page.getElementById("live-said")?.textContent;
  if (said && now && said.textContent !== now) said.textContent = now;
}
