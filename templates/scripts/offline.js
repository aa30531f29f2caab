// What a page does for the time without a line: it has itself kept by the service worker, keeps the forms that are marked
// `data-kept-offline`, shows what is kept, and sends it. Without it the same forms are sent as any other.
const { allKept, discard, keep, sendKept, whenChanged } = await import(
  `./kept-forms.js${new URL(import.meta.url).search}`
);
const frame = document.querySelector('[data-kept]');
const list = frame.querySelector('[data-kept-list]');
let isSending = false;

for (const form of document.querySelectorAll('form[data-kept-offline]')) form.addEventListener('submit', take);
frame.querySelector('[data-kept-send]').addEventListener('click', () => sendAll(true));
addEventListener('online', () => sendAll());
document.addEventListener('visibilitychange', () => document.hidden || sendAll());
whenChanged(show);
register().catch(() => {});
await sendAll();

/** Kept before it is sent: whatever happens then, it is there. */
async function take(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const entries = [...new FormData(form, event.submitter)];
  // A button of the form may be called `action` too.
  const action = new URL(form.getAttribute('action'), location).pathname;
  let key;
  try {
    const words = [...form.querySelectorAll('textarea')].map(({ value }) => value).filter(Boolean);
    key = await keep({ title: form.dataset.keptOffline, action, entries, words });
  } catch {
    // No room here: sent as it would be without a script.
    return form.submit();
  }
  form.hidden = true;
  askForSync().catch(() => {});
  await sendAll();
  const { answer, refusal } = (await allKept()).find((one) => one.key === key) ?? {};
  if (refusal?.status === 422) return giveBack(form, key, refusal);
  form.reset();
  if (!answer) return frame.focus();
  await discard(key);
  location.assign(answer.url);
}

/** To be put right where it was filled in. */
async function giveBack(form, key, { text }) {
  await discard(key);
  await show();
  form.querySelector('[data-told]')?.remove();
  const told = document.createElement('p');
  told.className = 'govuk-error-message';
  told.dataset.told = '';
  told.tabIndex = -1;
  told.textContent = text;
  form.prepend(told);
  form.hidden = false;
  told.focus();
}

async function sendAll(isAskedFor = false) {
  isSending = navigator.onLine;
  await show();
  await sendKept(isAskedFor).catch(() => {});
  isSending = false;
  await show();
}

async function show() {
  const kept = await allKept();
  frame.hidden = kept.length === 0;
  frame.querySelector('[data-kept-send]').parentElement.hidden = kept.every(({ answer }) => answer);
  list.replaceChildren(...kept.map(itemOf));
}

function itemOf({ key, title, keptAt, answer, trouble, refusal, words = [], entries = [] }) {
  const item = frame.querySelector('template').content.firstElementChild.cloneNode(true);
  const [time, link, button] = ['.document__detail', 'a', 'button'].map((name) => item.querySelector(name));
  item.querySelector('strong').textContent = title;
  time.textContent = new Date(keptAt).toLocaleString(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const state = isSending ? 'sending' : trouble ? 'trouble' : 'waiting';
  const told = answer ?? (isSending ? undefined : refusal);
  item.querySelector('[data-state]').textContent = told?.text ?? list.dataset[state];
  link.hidden = !told;
  link.href = told?.url ?? '';
  if (refusal) link.before(...whatWasGiven(words, entries));
  button.textContent = answer ? button.dataset.hide : button.dataset.discard;
  button.addEventListener('click', () => discard(key).then(show));
  return item;
}

/** The words as they were typed, and the files to be saved elsewhere. */
function whatWasGiven(words, entries) {
  const texts = words.map((text) => {
    const paragraph = document.createElement('p');
    paragraph.className = 'govuk-body typed';
    paragraph.textContent = text;
    return paragraph;
  });
  const files = entries.flatMap(([, value]) => (value instanceof File ? [value] : []));
  return [...texts, ...files.map(fileLink)];
}

function fileLink(file) {
  const [paragraph, link] = ['p', 'a'].map((name) => document.createElement(name));
  paragraph.className = 'govuk-body';
  link.className = 'govuk-link';
  link.download = file.name;
  link.href = URL.createObjectURL(file);
  link.textContent = file.name;
  paragraph.append(link);
  return paragraph;
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
