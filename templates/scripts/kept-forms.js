// Forms that wait on this device until they are sent, once. It knows no form: what is sent, and where to, is the form's
// own. Pages and the service worker use it. Whoever sends holds a lock, and each form has a key that goes with it: an
// address that has taken it already gives the same answer again. The address answers `{ text, url }`: what became of it,
// in words, and where to read on. What was typed is erased then. An address that refuses says why in the same way: what was
// typed stays until it is thrown away, and goes again only when somebody asks for it, or has signed in.

const queue = 'kept-forms';
const longestMs = 300_000;
const news = new BroadcastChannel(queue);

/** @param form `{ title, action, entries, words }`: the entries as `FormData` has them, the words as typed. @returns its key */
export async function keep({ title, action, entries, words }) {
  const key = crypto.randomUUID();
  const given = entries.filter(([, value]) => typeof value === 'string' || value.name !== '' || value.size > 0);
  await write((store) => store.put({ key, title, action, entries: given, words, keptAt: Date.now() }));
  return key;
}

/** `{ key, title, keptAt }`, with `entries`, and `trouble` or `refusal` where it was not taken, or `answer` for what was sent. */
export async function allKept() {
  const kept = await transact('readonly', (store) => store.getAll());
  return kept.sort((one, other) => one.keptAt - other.keptAt);
}

export const discard = (key) => write((store) => store.delete(key));

/** Sends what waits, one after the other, and when asked for also what was refused. @returns whether all of it was taken */
export function sendKept(isAskedFor = false) {
  return navigator.locks.request(queue, async () => {
    let areTaken = true;
    for (const form of await allKept())
      if (!form.answer && (isAskedFor || !form.refusal?.isFinal)) areTaken = (await send(form)) && areTaken;
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
  const told = /json/.test(response.headers.get('content-type')) ? await response.json() : {};
  const isTold = typeof told.text === 'string';
  if (response.ok && isTold) await write((store) => store.put({ key, title, keptAt, answer: told }));
  else
    await write((store) =>
      mark(store, key, isTold ? { refusal: refusal(told, response) } : { trouble: response.status }),
    );
  return response.ok && isTold;
}

/** Who has to sign in, or has sent too much, is expected to come back. */
const refusal = ({ text, url }, { status }) => ({
  text,
  url,
  status,
  isFinal: status < 500 && ![401, 429].includes(status),
});

/** Only what is still there: it may have been thrown away meanwhile. */
function mark(store, key, marks) {
  const found = store.get(key);
  found.onsuccess = () => found.result && store.put({ ...found.result, refusal: undefined, ...marks });
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
