// Says which colleagues look at the same request or write about it, and tells them that the reader writes.
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
