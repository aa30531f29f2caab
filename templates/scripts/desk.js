// Says which colleagues look at the same request or write about it, tells them that the reader writes, and puts ready
// words where the reader writes. Without it the page says nothing of colleagues, and is read again with the words.
const presence = document.querySelector('[data-presence]');
const live = document.querySelector('[data-live]');
const main = document.getElementById('main');
const beatMs = 3_000;
let colleagues = [];
let saidAt = 0;

live.addEventListener('presence', ({ detail }) => {
  colleagues = JSON.parse(detail);
  const typing = colleagues.filter((one) => one.typing);
  const looking = colleagues.filter((one) => !one.typing);
  presence.textContent = [sentence('types', typing), sentence('looks', looking)].filter(Boolean).join(' ');
});

function sentence(does, people) {
  if (people.length === 0) return '';
  const names = new Intl.ListFormat(document.documentElement.lang).format(people.map(({ name }) => name));
  return presence.dataset[does + (people.length === 1 ? 'One' : 'Several')].replace('{names}', () => names);
}

main.addEventListener('input', () => {
  if (colleagues.length === 0 || Date.now() < saidAt + beatMs) return;
  saidAt = Date.now();
  const body = new URLSearchParams({ _csrf: main.querySelector('[name="_csrf"]').value });
  fetch(presence.dataset.typing, { method: 'POST', body }).catch(() => {});
});

// The page is put together anew when there is news.
main.addEventListener('click', (event) => {
  const button = event.target.closest('[data-canned]');
  if (!button) return;
  event.preventDefault();
  const { text } = main.querySelector('#canned').selectedOptions[0].dataset;
  const reply = main.querySelector('#reply');
  if (!text) return;
  const before = reply.value.slice(0, reply.selectionStart);
  reply.setRangeText(
    before && !before.endsWith('\n') ? `\n\n${text}` : text,
    reply.selectionStart,
    reply.selectionEnd,
    'end',
  );
  reply.focus();
  reply.dispatchEvent(new Event('input', { bubbles: true }));
});
