import type { Pages } from '../views.ts';
import type { ExampleWords } from './words.ts';

type PublicPage = 'calendars' | 'calendar' | 'proposals' | 'proposal' | 'confirm' | 'near-reports' | 'follow-report';

/** One view of each page that everybody reads, in the state that shows most of it. */
export function examplePublicPages(words: ExampleWords): Pick<Pages, PublicPage> {
  const summary = {
    title: words.title,
    url: '/propositions/2026-004217',
    theme: words.otherTitle,
    place: words.service.name,
    publishedOn: words.date,
    state: words.status,
    open: true,
    supports: words.count,
    comments: words.count,
  };
  const moment = { at: '2026-11-23T10:02:00Z', atText: words.date };
  const choices = [{ value: 'nature', label: words.otherTitle, checked: true }];
  return {
    calendars: {
      title: words.title,
      lead: words.summary,
      resources: [{ name: words.otherTitle, url: '/salles/salle' }],
    },
    calendar: {
      pageTitle: words.otherTitle,
      title: words.otherTitle,
      all: { title: words.title, url: '/salles' },
      weeks: [{ caption: words.date, periods: words.decisions, days: [{ name: words.date, cells: cells(words) }] }],
      previousUrl: '/salles/salle?semaine=2026-W48',
      nextUrl: '/salles/salle?semaine=2026-W50',
    },
    proposals: {
      themes: choices,
      states: choices,
      orders: choices,
      count: words.count,
      proposals: [summary, { ...summary, place: undefined, open: false }],
      previousUrl: '/propositions?page=1',
      nextUrl: '/propositions?page=3',
    },
    proposal: {
      ...summary,
      text: words.said,
      gathering: { progress: words.count, until: words.due },
      official: { atText: words.date, text: words.reply, cost: '4 000 €' },
      progress: [{ ...moment, state: words.step, text: words.reply }],
      debate: [{ ...moment, from: words.citizen, text: words.said }],
      olderUrl: '/propositions/2026-004217?commentaires=x#commentaires',
      typed: { 'comment-text': words.said },
      once: 'exemple-5',
      errors: [{ href: '#comment-email', text: words.error }],
      notice: words.notice,
    },
    confirm: {
      title: words.title,
      text: [words.summary],
      form: { action: '/confirmer/exemple', button: words.step, alsoFollow: true },
      next: { url: '/propositions/2026-004217', text: words.title },
    },
    'near-reports': {
      title: words.title,
      reports: [1, 2].map((report) => ({
        text: words.count,
        state: words.step,
        url: `/signalements/${report}/suivre`,
      })),
      action: '/demarches/street-problem',
    },
    'follow-report': {
      about: words.title,
      state: words.step,
      action: '/signalements/exemple/suivre',
      email: 'camille',
      errors: [{ href: '#email', text: words.error }],
    },
  };
}

const cells = (words: ExampleWords) => [
  { period: words.step, state: 'free' as const, text: words.status, url: '/demarches/room-booking', about: words.date },
  { period: words.step, state: 'taken' as const, text: words.late },
];
