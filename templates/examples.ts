import type { LetterView } from './documents/view.ts';
import type { EmailView } from './emails/view.ts';
import type { EmailName } from './emails.ts';
import { exampleEmails } from './examples/emails.ts';
import { examplePages } from './examples/pages.ts';
import { exampleTown } from './examples/town.ts';
import { english, french } from './examples/words.ts';
import type { Language, LayoutView, Pages } from './views.ts';

/**
 * One made-up view of every page, email and letter: what tests render, and what to look at when a template changes.
 * Addresses end in example.org and telephone numbers are of the range kept for fiction.
 */
export function examples(lang: Language): {
  layout: LayoutView;
  agentLayout: LayoutView;
  pages: Pages;
  emails: Record<EmailName, EmailView>;
  letter: LetterView;
} {
  const words = lang === 'fr' ? french : english;
  const layout: LayoutView = {
    lang,
    town: exampleTown,
    path: '/demarches?tri=nom',
    accessibility: 'none',
    publicPages: [{ title: words.otherTitle, url: '/salles' }],
  };
  return {
    layout,
    agentLayout: {
      ...layout,
      path: '/agent',
      agent: { displayName: words.agent, menu: [{ url: '/agent', text: words.otherTitle }] },
      csrf: 'jeton-de-demonstration',
    },
    pages: examplePages(words),
    emails: exampleEmails(lang, exampleTown, words),
    letter: {
      lang,
      town: exampleTown,
      service: words.service,
      title: words.title,
      reference: '2026-004217',
      receivedOn: words.date,
      citizen: { name: words.citizen, address: ['7 rue de la Démonstration', '99999 Exempleville'] },
      answers: words.answers,
      pieces: words.pieces,
      createdAt: new Date('2026-11-23T09:12:00Z'),
    },
  };
}
