/** Entry for someone else: who calls, comes or writes has the same request as who fills in the form, whatever the channel. */
import { z } from 'zod';
import { findRequest } from '../../db/requests.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import { file, requestSchema } from '../citizen/filing.ts';
import { asReference } from '../citizen/opened.ts';
import { bodyOf, type Posted } from '../citizen/posted.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { type Entering, entering } from './entering.ts';
import { sendLetter, sendReceipt, showDone } from './entry-done.ts';
import { channelOf, showEntry } from './entry-form.ts';
import { showStart } from './entry-start.ts';
import { peopleLike, withPerson } from './known-people.ts';
import { formOf, seeOther } from './request-page.ts';

export function entryPages(services: Services) {
  return newRouter()
    .get('/agent/ouvrir', (ctx) => openReference(ctx, services))
    .get('/agent/saisie', (ctx) => showStart(ctx, services))
    .get('/agent/saisie/:type', (ctx) =>
      showEntry(ctx, services, entering(ctx, services), {
        posted: { channel: channelOf(ctx.query.canal) },
        focus: 'question',
      }),
    )
    .post('/agent/saisie/:type', (ctx) => postEntry(ctx, services))
    .get('/agent/saisie/faites/:reference', (ctx) => showDone(ctx, services))
    .get('/agent/saisie/faites/:reference/recepisse.pdf', (ctx) => sendReceipt(ctx, services))
    .get('/agent/saisie/faites/:reference/courrier.pdf', (ctx) => sendLetter(ctx, services));
}

/** What a scanner reads from a letter, or somebody from a receipt. @throws Problem NOT_FOUND, the same for a foreign one and none */
async function openReference(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const request = await findRequest(services.db, { reference: asReference(String(ctx.query.reference ?? '')) });
  if (!request || !(await maySee(services.db, agent, request))) throw new Problem('NOT_FOUND');
  seeOther(ctx, `/agent/demandes/${request.reference}`);
}

async function postEntry(ctx: Context, services: Services): Promise<unknown> {
  const entry = entering(ctx, services);
  const posted = formOf(ctx);
  const [action, of = ''] = (posted.action ?? '').split(' ');
  if (action === 'search') return showSearch(ctx, services, entry, posted);
  if (action === 'take') {
    const taken = await withPerson(services, entry, posted, of);
    return showEntry(ctx, services, entry, { posted: taken, focus: 'send', notice: 'taken' });
  }
  const input = inputOf(entry.type, posted, services.zone);
  const known = posted.checked ? [] : await surelyKnown(services, entry, input);
  if (known.length > 0) return showEntry(ctx, services, entry, { posted: checked(posted), known, focus: 'known' });
  return fileEntry(ctx, services, entry, posted, input);
}

async function showSearch(ctx: Context, services: Services, entry: Entering, posted: Posted): Promise<void> {
  const known = await peopleLike(services, entry, bodyOf(entry.type, posted).citizen);
  if (known.length > 0) return showEntry(ctx, services, entry, { posted: checked(posted), known, focus: 'take' });
  return showEntry(ctx, services, entry, { posted, focus: 'send', notice: 'unknown' });
}

const checked = (posted: Posted): Posted => ({ ...posted, checked: 'yes' });

/** What is wrong is told first; and a name alone makes nobody a known person. */
async function surelyKnown(services: Services, entry: Entering, input: object) {
  const right = requestSchema(entry.type, services.zone).safeParse(withoutBlanks(input));
  return right.success ? (await peopleLike(services, entry, right.data.citizen)).filter(({ sure }) => sure) : [];
}

async function fileEntry(ctx: Context, services: Services, entry: Entering, posted: Posted, input: object) {
  const { lang } = ctx.state;
  try {
    const language = posted.language === 'en' ? 'en' : 'fr';
    const filed = await file(services, { input, lang, language, agent: entry.agent, key: posted.once || undefined });
    seeOther(ctx, `/agent/saisie/faites/${filed.body.reference}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, extra, status } = error;
    if (code !== 'INVALID' && code !== 'IDEMPOTENCY_KEY_REUSED') throw error;
    // Sent again after going back and changing something: whoever wants two requests says so.
    if (code === 'INVALID') showEntry(ctx, services, entry, { posted, errors: extra.errors ?? [], focus: 'question' });
    else showEntry(ctx, services, entry, { posted: { ...posted, once: '' }, repeated: true, focus: 'question' });
    ctx.status = status;
  }
}

/** The body of `POST /requests` that the page stands for. */
function inputOf(type: RequestType, posted: Posted, zone: Zone) {
  return {
    ...bodyOf(type, posted),
    channel: posted.channel,
    receivedAt: momentOf(posted.receivedAt, posted.receivedTime, zone),
    receivedFirstOn: posted.receivedFirstOn || undefined,
  };
}

/** Nothing for now. Of an earlier day without a time, noon: a letter has a day. What is no moment stays, for the schema to refuse. */
function momentOf(day = '', time = '', zone: Zone): string | undefined {
  if (day === '' && time === '') return undefined;
  const today = civilDate(Date.now(), zone);
  if (time === '' && day === today) return undefined;
  const [date, clock] = [day || today, time || '12:00'];
  const isReal = z.iso.date().safeParse(date).success && /^([01]\d|2[0-3]):[0-5]\d$/.test(clock);
  if (!isReal) return `${date} ${clock}`;
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  return new Date(instantAt(date, zone, hour, minute)).toISOString();
}
