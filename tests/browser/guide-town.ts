/** The demonstration that the pictures of the agents' guide are taken of: the same requests in the same order. */
import { newId } from '../../db/ids.ts';
import { aStreetProblem, aTask } from '../api/people.ts';
import { exampleFields } from '../request-types/examples.ts';
import { shared, type Town } from '../town.ts';
import { sideBySide } from './visits.ts';

export type Subjects = Record<'certificate' | 'awaiting' | 'complaint' | 'twice' | 'street', string>;

/** @returns the references of the requests that have a picture of their own */
export async function fillGuideTown(town: Town): Promise<Subjects> {
  const certificate = await filed(
    town,
    ofType('birth-certificate', 'Camille'),
    'preparing the certificate',
    ['issued', 'not found', 'refused'],
    3,
  );
  await town.api.upload(certificate.reference, certificate.trackingCode);
  const awaiting = (await town.api.file(ofType('birth-certificate', 'Claude'))).body;
  const complaint = await filed(
    town,
    ofType('complaint', 'Dominique'),
    'visa',
    ['approved', 'sent back'],
    2,
    'manager',
  );
  await filed(town, ofType('question', 'Sacha'), 'answering the question', ['answered'], -1);
  const twice = await filed(town, ofType('question', 'Sacha'), 'answering the question', ['answered'], 8);
  const street = (await town.api.file(aStreetProblem())).body;
  await sideBySide(town, street.id);
  await unposted(town);
  await town.db.query(
    `insert into canned_reply (id, title, text_fr) values ($1, 'Acte prêt', 'Votre acte est prêt. Il part demain par la poste.')`,
    [newId()],
  );
  await town.db.query(
    `update task set assignee_id = (select id from agent where email = 'agent@ville.example'), claimed_at = now()
     where request_id = $1`,
    [certificate.id],
  );
  return {
    certificate: certificate.reference,
    awaiting: awaiting.reference,
    complaint: complaint.reference,
    twice: twice.reference,
    street: street.reference,
  };
}

/** Letters for somebody without an email, as the delivery leaves them; one of them has been printed. */
async function unposted(town: Town): Promise<void> {
  const citizen = { givenName: 'Noa', familyName: 'Exemple', address: '2 rue de l’Exemple\n99999 Exempleville' };
  const { id } = (await town.api.file({ ...ofType('question', 'Noa'), citizen })).body;
  await town.db.query(
    `insert into email (id, request_id, key, template, state, words_sealed, created_at, printed_at, printed_by)
     select gen_random_uuid(), $1, template, template, 'no address', '', now(), printed,
            case when printed is not null then (select id from agent where email = 'agent@ville.example') end
     from (values ('acknowledgement', now()), ('message-from-agent', null)) letter (template, printed)`,
    [id],
  );
}

const ofType = (type: 'birth-certificate' | 'complaint' | 'question', givenName: string) => ({
  type,
  citizen: { givenName, familyName: 'Exemple', email: `${givenName.toLowerCase()}@citoyen.example` },
  fields: exampleFields[type](),
});

async function filed(
  town: Town,
  request: object,
  step: string,
  answers: string[],
  inDays: number,
  role: 'agent' | 'manager' = 'agent',
) {
  const { body } = await town.api.file(request);
  const dueAt = new Date(Date.now() + inDays * 86_400_000).toISOString();
  await aTask(town, body.id, { ordinal: 1, name: `askAgent: ${step}`, answers, dueAt, role });
  return body as { id: string; reference: string; trackingCode: string };
}

export const guideAccount = (email: string) => shared.accounts.find((account) => account.email === email)!;
