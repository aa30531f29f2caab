// Says what has come into an open worklist, and moves nothing under the reader's hands. Without it the list is read
// again by hand, and rows are ticked one by one.
const live = document.querySelector('[data-live]');
const batch = document.querySelector('[data-batch]');
let source;

function listen() {
  source?.close();
  // A page that nobody looks at asks for nothing: a browser has few connections to one host.
  if (document.hidden) return;
  source = new EventSource(`${live.dataset.live}&depuis=${encodeURIComponent(live.dataset.seen)}`);
  source.addEventListener('change', (event) => tell(JSON.parse(event.data)));
}

const shown = 3;

/** The first of the new ones by name, and a link that reads the list again. */
function tell(tasks) {
  const fresh = tasks.filter(({ id }) => !document.querySelector(`[data-task="${CSS.escape(id)}"]`));
  if (fresh.length === 0) return live.replaceChildren();
  const words = fresh.length === 1 ? live.dataset.one : live.dataset.several.replace('{count}', fresh.length);
  const links = fresh
    .slice(0, shown)
    .flatMap(({ url, title, reference }) => [' ', link(url, `${title} (${reference})`), '.']);
  live.replaceChildren(words, ...links, ' ', link(location.href, live.dataset.reload));
}

function link(href, text) {
  const made = document.createElement('a');
  made.className = 'govuk-link';
  made.href = href;
  made.textContent = text;
  return made;
}

/** One box that ticks all of them. */
function offerAll() {
  const boxes = [...(batch?.querySelectorAll('input[type="checkbox"]') ?? [])];
  const place = batch?.querySelector('.worklist__batch');
  if (!place || boxes.length < 2) return;
  const all = document.createElement('button');
  all.type = 'button';
  all.className = 'link-button';
  all.textContent = batch.dataset.all;
  all.addEventListener('click', () => {
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = tick;
  });
  place.append(all);
}

offerAll();
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', listen);
