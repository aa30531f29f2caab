import type { Link } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { canInTown, plannedServices } from '../auth/policy.ts';
import { requireAgent, requireInTown } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { postRemoval, postRow, showRow } from './form-page.ts';
import { postHandover, showHandover } from './handover-page.ts';
import { showJournal } from './journal-page.ts';
import { showList } from './list-page.ts';
import { postRouting, sendRouting, showRouting } from './routing-page.ts';
import { administered } from './subjects.ts';
import { postTown, showTown } from './town-page.ts';
import { postTownFile, sendTown, showTransfer } from './transfer-page.ts';

/** What a town is made of, changed by its own people: an operator all of it, a manager the days of their services. */
export function administrationPages(services: Services) {
  const only = (answer: (ctx: Context, services: Services) => Promise<void> | void) => (ctx: Context) => {
    requireInTown(ctx, 'administer');
    return answer(ctx, services);
  };
  const router = newRouter()
    .get('/administration', (ctx) => showOverview(ctx, services))
    .get('/administration/reprise', (ctx) => showHandover(ctx, services))
    .post('/administration/reprise', (ctx) => postHandover(ctx, services))
    .get('/administration/commune', only(showTown))
    .post('/administration/commune', only(postTown))
    .get('/administration/journal', only(showJournal))
    .get('/administration/aiguillage', only(showRouting))
    .get('/administration/aiguillage.dmn', only(sendRouting))
    .get('/administration/aiguillage/:type.dmn', only(sendRouting))
    .post('/administration/aiguillage', only(postRouting))
    .get('/administration/echange', only(showTransfer))
    .get('/administration/echange/commune.json', only(sendTown))
    .post('/administration/echange', only(postTownFile));
  for (const subject of administered) {
    const address = `/administration/${subject.path}`;
    router.get(address, (ctx) => showList(ctx, services, subject));
    if (subject.words.add) {
      router.get(`${address}/nouveau`, (ctx) => showRow(ctx, services, subject));
      router.post(`${address}/nouveau`, (ctx) => postRow(ctx, services, subject));
    }
    router.get(`${address}/:id`, (ctx) => showRow(ctx, services, subject));
    router.post(`${address}/:id`, (ctx) => postRow(ctx, services, subject));
    if (subject.remove) router.post(`${address}/:id/retrait`, (ctx) => postRemoval(ctx, services, subject));
  }
  return router;
}

function showOverview(ctx: Context, services: Services): void {
  const agent = requireAgent(ctx);
  if (plannedServices(agent) === undefined) throw new Problem('FORBIDDEN');
  const { lang } = ctx.state;
  const open = administered.filter((subject) => subject.reach(agent) !== undefined);
  const links = open.map(({ path, words }) => ({
    url: `/administration/${path}`,
    text: words.title[lang],
    lead: words.lead[lang],
  }));
  const more = canInTown(agent, 'administer') ? [lists, ...others] : [lists];
  show(ctx, services, 'administration', {
    links: [
      ...links,
      ...[handover, ...more].map(({ url, text, lead }) => ({ url, text: text[lang], lead: lead[lang] })),
    ],
  });
}

interface Place {
  url: Link['url'];
  text: Words;
  lead: Words;
}

/** Open to who plans absences. */
const handover: Place = {
  url: '/administration/reprise',
  text: { fr: 'Reprise de tâches', en: 'Handing over tasks' },
  lead: {
    fr: 'Toutes les tâches d’un collègue passent à un autre, ou reviennent au service.',
    en: 'All tasks of a colleague go to another, or back to the service.',
  },
};

const lists: Place = {
  url: '/administration/eliminations',
  text: { fr: 'Bordereaux d’élimination', en: 'Elimination lists' },
  lead: {
    fr: 'Les demandes dont la durée de conservation est écoulée, à soumettre aux archives départementales.',
    en: 'The requests that have been kept long enough, for the visa of the departmental archives.',
  },
};

const others: readonly Place[] = [
  {
    url: '/administration/commune',
    text: { fr: 'Réglages de la commune', en: 'The town’s settings' },
    lead: {
      fr: 'Nom, coordonnées, horaires de la semaine, couleur et logo.',
      en: 'Name, contacts, weekly hours, colour and logo.',
    },
  },
  {
    url: '/administration/aiguillage',
    text: { fr: 'Aiguillage', en: 'Routing' },
    lead: { fr: 'Quel service reçoit quelle demande.', en: 'Which service gets which request.' },
  },
  {
    url: '/administration/echange',
    text: { fr: 'Import et export', en: 'Import and export' },
    lead: { fr: 'Tous ces réglages en un fichier.', en: 'All these settings in one file.' },
  },
  {
    url: '/administration/journal',
    text: { fr: 'Journal', en: 'Journal' },
    lead: { fr: 'Qui a changé quoi, et quand.', en: 'Who changed what, and when.' },
  },
];
