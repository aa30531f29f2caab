// Forms that wait on this device until they are sent, once. It knows no form: what is sent, and where to, is the form's
// own. Pages and the service worker use it. Whoever sends holds a lock, and each form has a key that goes with it: an
// address that has taken it already gives the same answer again. The address answers `{ text, url }`: what became of it,
// in words, and where to read on. What was typed is erased then.

const queue = 'kept-forms';
const longestMs = 300_000;
const news = new BroadcastChannel(queue);

/** @param form `{ title, action, entries }`, the entries as `FormData` has them. @returns its key */
export async function keep({ title, action, entries }) {
  const key = crypto.randomUUID();
  const given = entries.filter(([, value]) => typeof value === 'string' || value.name !== '' || value.size > 0);
  await write((store) => store.put({ key, title, action, entries: given, keptAt: Date.now() }));
  return key;
}

/** `{ key, title, keptAt }`, with `entries` and perhaps `trouble` for what waits, or `answer` for what was sent. */
export async function allKept() {
  const kept = await transact('readonly', (store) => store.getAll());
  return kept.sort((one, other) => one.keptAt - other.keptAt);
}

export const discard = (key) => write((store) => store.delete(key));

/** Sends what waits, one after the other. @returns whether all of it was taken */
export function sendKept() {
  return navigator.locks.request(queue, async () => {
    let areTaken = true;
    for (const form of await allKept()) if (!form.answer) areTaken = (await send(form)) && areTaken;
    return areTaken;
  });
}

/** Calls `tell` when another page, or the service worker, has changed something. */
export function whenChanged(tell) {
  news.onmessage = tell;
}

/** @throws without a line. @returns false where the address took it not: it is tried again another time */
async function send({ key, title, action, entries, keptAt }) {
  const body = new FormData();
  for (const [field, value] of entries) body.append(field, value);
  const headers = { Accept: 'application/json', 'Idempotency-Key': key };
  const response = await fetch(action, { method: 'POST', body, headers, signal: AbortSignal.timeout(longestMs) });
  const isAnswer = response.ok && /json/.test(response.headers.get('content-type'));
  if (isAnswer) {
    const answer = await response.json();
    await write((store) => store.put({ key, title, keptAt, answer }));
  } else await write((store) => mark(store, key, response.status));
  return isAnswer;
}

/** Only what is still there: it may have been thrown away meanwhile. */
function mark(store, key, trouble) {
  const found = store.get(key);
  found.onsuccess = () => found.result && store.put({ ...found.result, trouble });
  return found;
}

async function write(act) {
  await transact('readwrite', act);
  news.postMessage('');
}

/** @returns the result of the request that `act` makes, once it is on the disk */
async function transact(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(queue, mode, { durability: 'strict' });
      const request = act(transaction.objectStore(queue));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(queue, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(queue, { keyPath: 'key' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
