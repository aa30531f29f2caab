/** What no email brings: the letters of a service that wait to be printed and posted, those that were, and what is late. */
import { z } from 'zod';
import { overdueAcknowledgements } from '../../db/acknowledgements.ts';
import { countLettersToPost, type LetterRow, lettersPosted, lettersToPost } from '../../db/letters.ts';
import type { LettersView } from '../../templates/pages/letter-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { overdueLimits, overdueRow } from '../acknowledgements.ts';
import { postedServices } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import { attach } from '../citizen/takeaway.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { countText, letterLine, postedLine } from './letter-words.ts';
import { ownLetters, post, print, unpost } from './posting.ts';
import { formOf, named, seeOther } from './request-page.ts';

/** As many as are in sight, and in one file. */
const atMost = 200;
const postedDays = 7;

export function letterPages(services: Services) {
  return newRouter()
    .get('/agent/courriers', (ctx) => showLetters(ctx, services))
    .post('/agent/courriers/impression', (ctx) => postPrinting(ctx, services))
    .post('/agent/courriers/envoi', (ctx) => postPosting(ctx, services))
    .post('/agent/courriers/annulation', (ctx) => postUndoing(ctx, services));
}

async function showLetters(ctx: Context, services: Services, error?: { field: string; text: string }): Promise<void> {
  const { own, service } = posting(ctx);
  const { lang } = ctx.state;
  const { db, zone } = services;
  const shown = service ? [service] : own;
  const [letters, counts, posted, overdue, names] = await Promise.all([
    lettersToPost(db, shown, atMost),
    countLettersToPost(db, own),
    lettersPosted(db, {
      services: shown,
      since: addDays(civilDate(Date.now(), services.zone), -postedDays),
      limit: atMost,
    }),
    overdueAcknowledgements(db, { ...overdueLimits(zone), services: shown, limit: atMost }),
    serviceNames(services, lang),
  ]);
  const count = shown.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  const today = civilDate(Date.now(), services.zone);
  const view: LettersView = {
    notice: error ? undefined : noticeOf(ctx),
    errors: error ? [{ href: `#${error.field}`, text: error.text }] : [],
    services: tabs(own, { counts, names, service, lang }),
    service,
    overdue: overdue.map((row) => overdueRow(row, { names, zone, lang, base: '/agent/demandes/' })),
    count: countText(count, letters.length, lang),
    letters: letters.map((letter) => letterLine(letter, lang, zone)),
    postedOn: formOf(ctx).on ?? today,
    today,
    posted: posted.map((letter) => postedLine(letter, lang)),
  };
  show(ctx, services, 'letters', view, addressOf(service));
}

async function postPrinting(ctx: Context, services: Services): Promise<void> {
  const { agent, letters } = await chosenLetters(ctx, services);
  const [first, ...others] = letters;
  if (!first) return refuse(ctx, services, nothingChosen);
  ctx.body = await print(services, agent, [first, ...others]);
  const { lang } = ctx.state;
  const name = others.length > 0 ? civilDate(Date.now(), services.zone) : first.reference;
  attach(ctx, 'application/pdf', `${{ fr: 'lettres', en: 'letters' }[lang]}-${name}.pdf`);
}

async function postPosting(ctx: Context, services: Services): Promise<void> {
  const { agent, letters } = await chosenLetters(ctx, services);
  if (letters.length === 0) return refuse(ctx, services, nothingChosen);
  const on = z.iso.date().safeParse(formOf(ctx).on);
  const newest = letters
    .map(({ createdAt }) => civilDate(createdAt, services.zone))
    .sort()
    .at(-1)!;
  if (!on.success || on.data > civilDate(Date.now(), services.zone) || on.data < newest)
    return refuse(ctx, services, wrongDay);
  const count = await post(services, agent, letters, on.data);
  back(ctx, letters[0]!, count === letters.length ? 'postees' : 'postees-en-partie');
}

async function postUndoing(ctx: Context, services: Services): Promise<void> {
  const { agent } = posting(ctx);
  const [letter] = await ownLetters(services, agent, [formOf(ctx).undo ?? '']);
  if (!letter || !(await unpost(services, agent, letter))) throw new Problem('NOT_FOUND');
  back(ctx, letter, 'annulee');
}

/** @throws Problem SIGN_IN_REQUIRED, FORBIDDEN */
function posting(ctx: Context) {
  const agent = requireAgent(ctx);
  const own = postedServices(agent);
  if (own.length === 0) throw new Problem('FORBIDDEN');
  const asked = String(formOf(ctx).service ?? ctx.query.service ?? '');
  return { agent, own, service: own.includes(asked) ? asked : '' };
}

/** Those that are ticked; or of those in sight the ones of today, those that were printed, or those that were not. */
async function chosenLetters(ctx: Context, services: Services) {
  const { agent, own, service } = posting(ctx);
  const form = formOf(ctx);
  const which = whole[form.which as keyof typeof whole];
  const ids = which
    ? (await lettersToPost(services.db, service ? [service] : own, atMost))
        .filter((letter) => which(letter, services.zone))
        .map(({ id }) => id)
    : Object.keys(named(form, 'letter.')).slice(0, atMost);
  return { agent, letters: await ownLetters(services, agent, ids) };
}

const whole = {
  today: ({ createdAt }: LetterRow, zone: Zone) => civilDate(createdAt, zone) === civilDate(Date.now(), zone),
  fresh: ({ printedAt }: LetterRow) => printedAt === null,
  printed: ({ printedAt }: LetterRow) => printedAt !== null,
};

/** To the page that the form was on. */
function back(ctx: Context, { reference }: LetterRow, done: keyof typeof notices): void {
  const { from, service } = formOf(ctx);
  if (from === 'request') seeOther(ctx, `/agent/demandes/${reference}?fait=${done}#courriels`);
  else seeOther(ctx, addressOf(service ?? '', done));
}

async function refuse(ctx: Context, services: Services, fault: typeof nothingChosen): Promise<void> {
  await showLetters(ctx, services, { field: fault.field, text: fault.text[ctx.state.lang] });
  ctx.status = 422;
}

function addressOf(service: string, done?: string): string {
  const query = new URLSearchParams({ ...(service && { service }), ...(done && { fait: done }) }).toString();
  return `/agent/courriers${query && `?${query}`}`;
}

/** Those where a letter waits; nothing to choose from where they are of one service. */
function tabs(
  own: readonly string[],
  {
    counts,
    names,
    service,
    lang,
  }: { counts: ReadonlyMap<string, number>; names: ReadonlyMap<string, string>; service: string; lang: Language },
): LettersView['services'] {
  const waiting = own.filter((id) => counts.has(id) || id === service);
  if (waiting.length < 2 && !service) return [];
  const all = own.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  return [
    { label: { fr: 'Tous mes services', en: 'All my services' }[lang], id: '', count: all },
    ...waiting.map((id) => ({ label: names.get(id) ?? id, id, count: counts.get(id) ?? 0 })),
  ].map(({ label, id, count }) => ({ label, count: String(count), url: addressOf(id), current: id === service }));
}

const nothingChosen = {
  field: 'letters',
  text: {
    fr: 'Aucune lettre : cochez au moins une ligne. Une lettre écrite à l’instant est prête quelques secondes après.',
    en: 'No letter: tick at least one row. A letter that has just been written is ready some seconds later.',
  },
};
const wrongDay = {
  field: 'on',
  text: {
    fr: 'Écrivez le jour de l’envoi : ni avant celui de la lettre, ni dans l’avenir.',
    en: 'Write the day of the post: not before that of the letter, and not in the future.',
  },
};

export const notices = {
  postees: { fr: 'Envoi noté.', en: 'The post is noted.' },
  'postees-en-partie': {
    fr: 'Envoi noté, sauf pour des lettres qu’un collègue a déjà notées ou qui sont parties par courriel.',
    en: 'The post is noted, but for letters that a colleague has noted already or that have left by email.',
  },
  annulee: { fr: 'La lettre est de nouveau à poster.', en: 'The letter is to be posted again.' },
} as const;

function noticeOf(ctx: Context): string | undefined {
  return notices[String(ctx.query.fait) as keyof typeof notices]?.[ctx.state.lang];
}
