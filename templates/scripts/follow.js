// Keeps an open page of a request up to date. Without it the page is read again by hand, and says the same.
const live = document.querySelector('[data-live]');
const main = document.getElementById('main');
let source;

function listen() {
  // A page that nobody looks at asks for nothing: a browser has few connections to one host.
  if (document.hidden && !isInUse()) return source?.close();
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource(`${live.dataset.live}?depuis=${live.dataset.seen}`);
  source.addEventListener('change', (event) => {
    live.dataset.seen = event.data;
    refresh().catch(offer);
  });
  source.addEventListener('presence', ({ data }) => live.dispatchEvent(new CustomEvent('presence', { detail: data })));
}

async function refresh() {
  // What a form was refused with is on this page alone.
  const { page } = live.dataset;
  const isRead = location.pathname === page.split('?')[0];
  const answer = isInUse() || !isRead ? undefined : await fetch(page);
  const text = answer?.ok && !answer.redirected ? await answer.text() : undefined;
  // Somebody may have begun to write meanwhile.
  if (text === undefined || isInUse()) return offer();
  const read = new DOMParser().parseFromString(text, 'text/html');
  const fresh = read.querySelector('[data-live]');
  if (!fresh) return offer();
  while (headOf(live).nextSibling) headOf(live).nextSibling.remove();
  while (headOf(fresh).nextSibling) main.append(headOf(fresh).nextSibling);
  document.title = read.title;
  live.textContent = live.dataset.updated;
}

/** What the rest of the page comes after. */
const headOf = (element) => element.closest('#main > *');

/** Nothing may move under somebody's hands, nor be lost: where the focus is, something was typed, chosen or opened. */
function isInUse() {
  const focused = document.activeElement;
  const typed = [...main.querySelectorAll('textarea, input:not([type="hidden"]), select')].some((field) =>
    field.localName === 'select'
      ? field.value !== ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
  return typed || (focused !== main && main.contains(focused)) || main.querySelector('details[open]') !== null;
}

function offer() {
  const link = document.createElement('a');
  link.className = 'govuk-link';
  link.href = live.dataset.page;
  link.textContent = live.dataset.changed;
  live.replaceChildren(link);
}

document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', listen);
