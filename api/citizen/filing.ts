import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { linkRequest } from '../../db/account-requests.ts';
import type { AccountRow } from '../../db/accounts.ts';
import type { AgentRow } from '../../db/agents.ts';
import { handOverDocuments } from '../../db/draft-documents.ts';
import { draftBecame, lockDraft } from '../../db/drafts.ts';
import { newId } from '../../db/ids.ts';
import { fileRequest } from '../../db/requests.ts';
import { newTrackingCode, seal, trackingHashOf } from '../../db/secrets.ts';
import type { Language } from '../../templates/views.ts';
import { type Channel, channels, type Zone } from '../../workflows/contract.ts';
import { addDuration, civilDate } from '../../workflows/kit/calendar.ts';
import { calendarVersion } from '../../workflows/kit/legal-clocks.ts';
import { legalDates } from '../../workflows/kit/silence.ts';
import { can } from '../auth/policy.ts';
import { factsOf, fieldsSchema, oncePerType } from '../form-schema.ts';
import { citizenSchema, type Fault, line, required, withoutBlanks } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import { examines, type Services } from '../services.ts';

export interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
  status: 'open';
  dueOn: string;
  links: { self: string; follow: string; documents: string };
}

export interface Filing {
  input: unknown;
  lang: Language;
  /** That of the emails, where somebody else fills in the form than the person who asks. */
  language?: Language | undefined;
  agent?: AgentRow | undefined;
  /** Whose own the request becomes, and whose names it bears. Without one the account that has the draft gets the request. */
  account?: AccountRow | undefined;
  /** Idempotency key, within the scope of who files. */
  key?: string | undefined;
  /** The id of the draft that the request was written in: it ends with it, and gives it its files. */
  draft?: string | undefined;
  /** How long the form took is not known: it was filled in elsewhere. */
  untimed?: boolean;
}

/**
 * Files a request: checked whole before anything is written, then one transaction.
 *
 * @throws Problem UNKNOWN_REQUEST_TYPE, INVALID, SIGN_IN_REQUIRED for a channel or a time of receipt that only agents may give,
 * FORBIDDEN, IDEMPOTENCY_KEY_REUSED when the draft is a request already
 */
export async function file(
  services: Services,
  { input, lang, language = lang, agent, account, key, draft: draftId, untimed }: Filing,
): Promise<Answer<Filed>> {
  const body = withNames(withoutBlanks(input), account);
  const type = services.types.current(parse(typeSchema, body, lang).type);
  const request = parse(requestSchema(type, services.zone), body, lang);
  const place = { type: type.id, serviceId: type.service, archivedAt: null };
  if (agent ? !can(agent, 'enter request', place) : !isOpen(request)) {
    throw new Problem(agent ? 'FORBIDDEN' : 'SIGN_IN_REQUIRED');
  }
  const closures = await services.closures(type.service);
  return once(services, { scope: `file ${agent?.id ?? account?.id ?? 'citizen'}`, key, body }, async (transaction) => {
    const now = new Date();
    const draft = draftId === undefined ? undefined : await lockDraft(transaction, draftId, now);
    if (draftId !== undefined && !draft) throw new Problem('IDEMPOTENCY_KEY_REUSED');
    const trackingCode = newTrackingCode();
    const id = newId(now.getTime());
    const receivedAt = request.receivedAt === undefined ? now : new Date(request.receivedAt);
    const receivedOn = civilDate(receivedAt, services.zone);
    const calendar = { zone: services.zone, closures };
    const dueOn = addDuration(receivedOn, type.answerWithin, calendar);
    const facts = factsOf(type.form, request.fields);
    const dated = { facts, receivedOn, receivedFirstOn: request.receivedFirstOn, letters: [] };
    const { reference } = await fileRequest(transaction, {
      id,
      type: type.id,
      revision: type.revision,
      service: type.service,
      channel: request.channel ?? (agent ? 'counter' : 'web'),
      language,
      citizen: { id: newId(), ...request.citizen },
      fields: request.fields,
      facts,
      receivedAt,
      dueOn,
      legal: {
        version: calendarVersion,
        dates: legalDates(type.silence, dated, calendar),
      },
      closures,
      trackingHash: trackingHashOf(trackingCode),
      trackingSealed: seal(services.key, Buffer.from(trackingCode)),
      fileKeySealed: draft?.fileKeySealed ?? seal(services.key, randomBytes(32)),
      entered: agent && { by: agent.id, at: now },
      formSeconds: draft && !untimed ? Math.round((now.getTime() - draft.startedAt.getTime()) / 1000) : undefined,
    });
    if (draft) {
      await draftBecame(transaction, draft.id, id, now);
      await handOverDocuments(transaction, draft.id, { requestId: id, at: now, examine: examines(services) });
    }
    // A session may end while one writes; the account that had the draft has what it became.
    const owner = account?.id ?? draft?.accountId;
    if (owner) await linkRequest(transaction, { requestId: id, accountId: owner, at: now });
    return {
      status: 201,
      body: { id, reference, trackingCode, status: 'open', dueOn, links: linksOf(services, reference) },
    };
  });
}

/** Names that an identity provider has verified are not for typing over. */
function withNames(body: unknown, account: AccountRow | undefined): unknown {
  const { citizen } = (body ?? {}) as { citizen?: unknown };
  if (!account || typeof citizen !== 'object') return body;
  return { ...(body as object), citizen: { ...citizen, givenName: account.givenName, familyName: account.familyName } };
}

/** A channel or a time that a person at the counter vouches for is for agents alone. */
const isOpen = ({ channel = 'web', receivedAt, receivedFirstOn }: Vouched) =>
  receivedAt === undefined && receivedFirstOn === undefined && (channel === 'web' || channel === 'mobile');

interface Vouched {
  channel?: Channel | undefined;
  receivedAt?: string | undefined;
  receivedFirstOn?: string | undefined;
}

/** Older than this, a letter has another year than the one that was typed. */
const oldestDays = 365;

const contactTime = z.iso
  .datetime({ offset: true, error: 'moment' satisfies Fault })
  .refine((at) => Date.parse(at) <= Date.now(), { error: 'future moment' satisfies Fault })
  .refine((at) => Date.parse(at) >= Date.now() - oldestDays * 86_400_000, { error: 'old moment' satisfies Fault })
  .describe('For agents: when the person called, came, or had the letter delivered, if before now; at most a year ago');

const firstReceipt = (zone: Zone) =>
  z.iso
    .date({ error: 'moment' satisfies Fault })
    .refine((day) => day <= civilDate(Date.now(), zone), { error: 'future moment' satisfies Fault })
    .refine((day) => Date.parse(day) >= Date.now() - oldestDays * 86_400_000, { error: 'old moment' satisfies Fault })
    .describe('For agents: the day on which another administration got the request, which it has passed on');

const typeSchema = z.looseObject({ type: line(100) }, required);

/** What `POST /requests` takes for a type. */
export const requestSchema = oncePerType((type, zone) =>
  z.strictObject({
    type: z.string(),
    citizen: citizenSchema,
    fields: fieldsSchema(type, zone).prefault({}),
    channel: z.enum(channels, { error: 'choose' }).optional(),
    receivedAt: contactTime.optional(),
    receivedFirstOn: firstReceipt(zone).optional(),
  }),
);

export function linksOf(services: Services, reference: string) {
  const self = `${services.town.publicUrl}/api/v1/requests/${reference}`;
  return { self, follow: `${services.town.publicUrl}/suivi/${reference}`, documents: `${self}/documents` };
}
