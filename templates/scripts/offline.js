// What a page does for the time without a line: it has itself kept by the service worker, keeps the forms that are marked
// `data-kept-offline`, shows what is kept, and sends it. Without it the same forms are sent as any other.
const { allKept, discard, keep, sendKept, whenChanged } = await import(
  `./kept-forms.js${new URL(import.meta.url).search}`
);
const frame = document.querySelector('[data-kept]');
const list = frame.querySelector('[data-kept-list]');
let isSending = false;

for (const form of document.querySelectorAll('form[data-kept-offline]')) form.addEventListener('submit', take);
frame.querySelector('[data-kept-send]').addEventListener('click', sendAll);
addEventListener('online', sendAll);
document.addEventListener('visibilitychange', () => document.hidden || sendAll());
whenChanged(show);
register().catch(() => {});
await sendAll();

/** Kept before it is sent: whatever happens then, it is there. */
async function take(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const entries = [...new FormData(form, event.submitter)];
  const action = new URL(form.action).pathname;
  let key;
  try {
    key = await keep({ title: form.dataset.keptOffline, action, entries });
  } catch {
    // No room here: sent as it would be without a script.
    return form.submit();
  }
  form.reset();
  form.hidden = true;
  askForSync().catch(() => {});
  await sendAll();
  const sent = (await allKept()).find((one) => one.key === key)?.answer;
  if (!sent) return frame.focus();
  await discard(key);
  location.assign(sent.url);
}

async function sendAll() {
  isSending = navigator.onLine;
  await show();
  await sendKept().catch(() => {});
  isSending = false;
  await show();
}

async function show() {
  const kept = await allKept();
  frame.hidden = kept.length === 0;
  frame.querySelector('[data-kept-send]').parentElement.hidden = kept.every(({ answer }) => answer);
  list.replaceChildren(...kept.map(itemOf));
}

function itemOf({ key, title, keptAt, answer, trouble }) {
  const item = frame.querySelector('template').content.firstElementChild.cloneNode(true);
  const [time, link, button] = ['.document__detail', 'a', 'button'].map((name) => item.querySelector(name));
  item.querySelector('strong').textContent = title;
  time.textContent = new Date(keptAt).toLocaleString(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const state = isSending ? 'sending' : trouble ? 'trouble' : 'waiting';
  item.querySelector('[data-state]').textContent = answer?.text ?? list.dataset[state];
  link.hidden = !answer;
  link.href = answer?.url ?? '';
  button.textContent = answer ? button.dataset.hide : button.dataset.discard;
  button.addEventListener('click', () => discard(key).then(show));
  return item;
}

/** The page itself, the forms that it leads to, and in an installed app all forms. */
async function register() {
  await navigator.serviceWorker.register('/service-worker.js');
  const { active } = await navigator.serviceWorker.ready;
  const pages = [location, ...document.querySelectorAll('a[data-keep]')].map(({ pathname }) => pathname);
  const isInstalled = matchMedia('(display-mode: standalone)').matches;
  active.postMessage({ pages, isInstalled, lang: document.documentElement.lang });
}

/** Where there is such a thing, the browser sends when the line is back, also with the page closed. */
async function askForSync() {
  const { sync } = await navigator.serviceWorker.ready;
  await sync?.register('kept-forms');
}
