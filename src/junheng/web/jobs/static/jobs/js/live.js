// Fetches the page again while work goes on, and replaces the parts marked data-live that have changed. A part with a
// data-version is compared by that alone; one that grows only gets its new lines, a list only its rows. Focus is never lost.
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
    const goesOn = page.querySelector('[data-module~="live"]') !== null; // asked before its parts move from there into the document
    for (const old of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(old.id);
      if (fresh) ({ grow, rows }[old.dataset.live] ?? replace)(old, fresh);
    }
    document.title = page.title;
    say(page);
    if (goesOn) later(1);
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

// Of a list only the rows: who is choosing filters or columns is not disturbed.
function rows(old, fresh) {
  const body = old.querySelector("tbody"), now = fresh.querySelector("tbody");
  if (body && now) replace(body, now);
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
