import type { Pages } from '../views.ts';
import type { ExampleWords } from './words.ts';

/** The pages of an account, with an open request and one that has ended. */
export function exampleAccountPages(
  words: ExampleWords,
): Pick<Pages, 'account' | 'account-sign-in' | 'account-left' | 'account-delete'> {
  const open = { title: words.title, reference: '2026-004217', url: '/suivi/2026-004217', status: words.status };
  const ended = { title: words.otherTitle, reference: '2026-003108', url: '/suivi/2026-003108', status: words.ended };
  const draft = { title: words.title, url: '/compte/brouillons/1', changedOn: words.date };
  return {
    account: {
      name: words.citizen,
      email: 'camille@citoyen.example.org',
      identity: words.service.name,
      requests: [
        { ...open, ended: false, waitingFor: words.service.name, receivedOn: words.date },
        { ...ended, ended: true, waitingFor: words.waiting, receivedOn: words.date, endedOn: words.due },
      ],
      drafts: [draft],
      reference: '2026-004217',
      errors: [{ href: '#reference', text: words.error }],
    },
    'account-sign-in': {
      identity: 'FranceConnect',
      aboutUrl: '/identite',
      startUrl: '/compte/connexion/aller?suite=/compte',
      there: true,
      errors: [{ href: '#main', text: words.error }],
    },
    'account-left': { identity: words.service.name, deleted: false, everywhere: true, leaveUrl: '/compte/deconnecte' },
    'account-delete': {
      requests: [open, ended].map((request) => ({ ...request, trackingCode: 'HVKT-7N3X-QRPM-W4DA' })),
      drafts: [draft],
    },
  };
}
