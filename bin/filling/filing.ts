import { factsOf } from '../../api/form-schema.ts';
import { newId } from '../../db/ids.ts';
import { fileRequest } from '../../db/requests.ts';
import { newTrackingCode, seal, trackingHashOf } from '../../db/secrets.ts';
import type { Sql } from '../../db/sql.ts';
import { type Facts, workflowIdOf } from '../../workflows/contract.ts';
import type { Path } from '../../workflows/kit/explorer.ts';
import { dueOnFrom, legalFrom } from '../simulation/filing.ts';
import { type Life, sendPieces } from './acts.ts';
import { townLine } from './made-up.ts';
import { inOffice } from './paces.ts';
import { byThemselves, type PlannedRequest } from './plan.ts';

/** Files a request as its channel would: by the citizen, with what is sent along, or by who types it in at the town hall. */
export async function fileAs(life: Life, planned: PlannedRequest, paths: readonly Path[]): Promise<void> {
  const { town, begins, id, type, dice } = life;
  const receivedAt = new Date(planned.receivedAtMs);
  const entered = enteredBy(life, planned);
  begins.set(workflowIdOf(id), (entered?.at ?? receivedAt).getTime());
  const facts = factsOf(type.form, planned.fields);
  const pieces = entered ? [] : sentAlong(life, facts, paths);
  const trackingCode = newTrackingCode();
  const { fields, channel, person } = planned;
  const reachable = !entered || dice.next() < 0.6;
  const language = dice.next() < 0.04 ? 'en' : 'fr';
  const formSeconds = entered ? undefined : 60 + Math.floor(dice.exponential(240));
  const file = (own: Sql) =>
    fileRequest(own, {
      ...{ id, fields, facts, channel, language, receivedAt, entered, formSeconds },
      ...{ type: type.id, revision: type.revision, service: type.service },
      citizen: {
        id: newId(receivedAt.getTime()),
        givenName: person.givenName,
        familyName: person.familyName,
        email: reachable ? person.email : undefined,
        phone: entered ? person.phone : undefined,
        address: `${person.street}\n${townLine.postcode} ${townLine.town}`,
      },
      dueOn: dueOnFrom(type, receivedAt, town.calendar),
      legal: legalFrom(type, facts, receivedAt, town.calendar),
      closures: town.calendar.closures,
      trackingHash: trackingHashOf(trackingCode),
      trackingSealed: seal(town.key, Buffer.from(trackingCode)),
      fileKeySealed: seal(town.key, life.fileKey),
    });
  await town.db.transaction(async (own) => {
    await file(own);
    await sendPieces(life, own, pieces, receivedAt);
  });
}

/** A letter and an email are typed in on the next working day. */
function enteredBy({ cast, dice, town, type }: Life, { channel, receivedAtMs }: PlannedRequest) {
  if (byThemselves.includes(channel)) return undefined;
  const by = cast.pick('counter', type.service, dice);
  const isThere = channel === 'counter' || channel === 'phone';
  const at = isThere ? receivedAtMs : inOffice(receivedAtMs + 16 * 3_600_000, receivedAtMs, town.calendar, dice);
  return { by, at: new Date(at) };
}

/** Half of the citizens have at hand what will be asked for; of a photo that nobody asks for it is as likely. */
function sentAlong({ type, dice }: Life, facts: Facts, paths: readonly Path[]): string[] {
  if (dice.next() < 0.5) return [];
  const way = paths.find((path) => Object.entries(path.facts).every(([name, choice]) => facts[name] === choice));
  const first = way?.steps.find(({ verb }) => verb === 'askCitizen' || verb === 'askAgent');
  const asked = first?.verb === 'askCitizen' ? (first.pieces ?? []) : [];
  const photos = Object.keys(type.pieces).filter((piece) => type.pieces[piece]!.photo && !type.pieces[piece]!.from);
  return [...asked, ...photos];
}
