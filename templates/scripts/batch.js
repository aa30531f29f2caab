// Sends the chosen rows a few at a time and says of each what became of it. Without it they are sent at once, and the
// next page says the same.
const progress = document.querySelector('[data-progress]');
const choices = document.querySelector('[data-choices]');
const atOnce = 5;

for (const form of document.querySelectorAll('[data-batch-form]')) {
  form.addEventListener('submit', (event) => {
    const data = new FormData(form);
    // What is not chosen is refused by the page that the form leads to, with the reason beside the field.
    if ([...form.querySelectorAll('select')].some((select) => !select.value)) return;
    event.preventDefault();
    choices.hidden = true;
    // A field of the form is called as its address.
    send(form.getAttribute('action'), data).catch(() => {
      choices.hidden = false;
      progress.textContent = progress.dataset.failed;
    });
  });
}

async function send(url, data) {
  const rows = [...data.keys()].filter((name) => name.startsWith('task.'));
  const common = [...data].filter(([name]) => !rows.includes(name));
  const bar = document.createElement('progress');
  const text = document.createElement('span');
  const count = { done: 0, not: 0 };
  bar.max = rows.length;
  bar.setAttribute('aria-label', fill(progress.dataset.running, { done: 0, all: rows.length }));
  progress.replaceChildren(bar, ' ', text);
  for (let first = 0; first < rows.length; first += atOnce) {
    const part = rows.slice(first, first + atOnce);
    const body = new URLSearchParams([...common, ...part.map((name) => [name, 'on'])]);
    const answer = await fetch(url, { method: 'POST', headers: { accept: 'application/json' }, body });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    for (const result of (await answer.json()).results) {
      count[result.done ? 'done' : 'not'] += 1;
      const cell = document.querySelector(`[data-result="${CSS.escape(result.id)}"]`);
      if (cell) cell.textContent = `${result.done ? '✓' : '✗'} ${result.text}`;
    }
    bar.value = first + part.length;
    text.textContent = fill(progress.dataset.running, { done: bar.value, all: rows.length });
  }
  progress.textContent = fill(progress.dataset.summary, count);
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
