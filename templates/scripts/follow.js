// Keeps an open follow-up page up to date. Without it the page is read again by hand, and says the same.
const live = document.querySelector('[data-live]');
const main = document.getElementById('main');
let source;

function listen() {
  source?.close();
  // A page that nobody looks at asks for nothing: a browser has few connections to one host.
  if (document.hidden) return;
  source = new EventSource(`${live.dataset.live}?depuis=${live.dataset.seen}`);
  source.addEventListener('change', (event) => {
    live.dataset.seen = event.data;
    refresh().catch(offer);
  });
}

async function refresh() {
  const answer = isInUse() ? undefined : await fetch(location.pathname);
  const text = answer?.ok && !answer.redirected ? await answer.text() : undefined;
  // Somebody may have begun to write meanwhile.
  if (text === undefined || isInUse()) return offer();
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = page.getElementById('main');
  fresh?.querySelector('[data-live]')?.remove();
  if (!fresh) return offer();
  while (live.nextSibling) live.nextSibling.remove();
  main.append(...fresh.childNodes);
  document.title = page.title;
  live.textContent = live.dataset.updated;
}

/** Nothing may move under somebody's hands, nor be lost: where the focus is on the page, or something was typed. */
function isInUse() {
  const focused = document.activeElement;
  const typed = [...main.querySelectorAll('textarea, input:not([type="hidden"]), select')].some(
    (field) => field.value !== (field.localName === 'select' ? field.options[0].value : field.defaultValue),
  );
  return typed || (focused !== main && main.contains(focused));
}

function offer() {
  const link = document.createElement('a');
  link.className = 'govuk-link';
  link.href = location.pathname;
  link.textContent = live.dataset.changed;
  live.replaceChildren(link);
}

document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', listen);
