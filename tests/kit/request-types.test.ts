import { expect, test } from '@jest/globals';
import { isOpenTo } from '../../api/auth/sectors.ts';
import { otherAddresses } from '../../api/citizen/form-steps.ts';
import { emailsOf } from '../../api/designer/emails-of.ts';
import { fieldsSchema } from '../../api/form-schema.ts';
import { nearbySchema } from '../../api/public/nearby.ts';
import { demoDistricts } from '../../db/demo-people.ts';
import { type EmailName, emailNames } from '../../templates/emails.ts';
import { type District, inTown, offeredOptions } from '../../workflows/kit/districts.ts';
import { explore, type Path } from '../../workflows/kit/explorer.ts';
import { type ChoiceField, choice, type Field, type Form, group, text } from '../../workflows/kit/fields.ts';
import { graphOf } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { services } from '../../workflows/services.ts';
import { exampleFields } from '../request-types/examples.ts';

// The same tests for each type; that its stored histories replay is `replay.test.ts`.
test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s ends on each of its paths, and tells the citizen by an email that there is',
  async (_, type) => {
    const paths = await explore(type);
    expect(paths.length).toBeGreaterThan(0);
    for (const { steps, emails, ending } of paths) {
      expect(steps.filter(({ verb }) => verb === 'close')).toMatchObject([
        { name: ending.outcome, email: ending.email },
      ]);
      expect(emails).toContain(ending.email);
    }
    expect([...new Set(paths.flatMap(({ emails }) => emails))].filter((name) => !isEmail(name))).toEqual([]);
  },
);

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s has words in both languages for each step, answer and end',
  async (_, type) => {
    const unnamed = (await explore(type)).flatMap(namesIn).filter((name) => wordsOf(type, name).fr === name);
    expect([...new Set(unnamed)]).toEqual([]);
  },
);

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s announces each of its ends by an email that fits it',
  async (_, type) => {
    expect(misfits((await explore(type)).map(({ ending }) => ending))).toEqual([]);
  },
);

test('a refusal that is told as an acceptance, and an end that is told by an email on the way, are named', () => {
  const endings = [
    { outcome: 'refused', email: 'request-accepted' },
    { outcome: 'authorised', email: 'slot-taken' },
    { outcome: 'authorised', email: 'documents-reminder' },
    { outcome: 'authorised', email: 'request-accepted' },
  ];
  expect(misfits(endings)).toEqual([
    'refused: request-accepted',
    'authorised: slot-taken',
    'authorised: documents-reminder',
  ]);
});

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s says in both languages what its questions and pieces are for, and why the town may ask them',
  (_, { purpose, basis }) => {
    expect([purpose.fr, purpose.en].every((words) => /^\p{Ll}.{10,}[^.]$/u.test(words))).toBe(true);
    expect(['public task', 'legal obligation']).toContain(basis);
  },
);

test('designers are shown every email of the town at the types that may send it, and at no other', async () => {
  const shown = await Promise.all(
    requestTypes.map(async (type) => {
      const paths = await explore(type);
      return [type.id, emailsOf(type, { paths, graph: graphOf(paths) })] as const;
    }),
  );
  expect(emailNames.filter((name) => !shown.some(([, names]) => names.includes(name)))).toEqual([]);
  const whoSends = (email: EmailName) => shown.filter(([, names]) => names.includes(email)).map(([id]) => id);
  expect(whoSends('answer-postponed')).toHaveLength(requestTypes.length);
  for (const [email, sender] of [
    ['silence-accepted', 'school-enrolment'],
    ['joined-news', 'street-problem'],
    ['confirm-support', 'proposal'],
    ['documents-awaited', 'room-booking'],
  ] as const) {
    expect(whoSends(email)).toContain(sender);
    expect(whoSends(email)).not.toContain('question');
  }
});

test('a birth certificate takes each of its paths, and the last email fits the end', async () => {
  const paths = await explore(requestTypes.find(({ id }) => id === 'birth-certificate')!);
  const ends = new Set(paths.map(({ ending }) => `${ending.outcome}: ${ending.email}`));
  expect([...ends].sort()).toEqual([
    'abandoned: closed-without-documents',
    'issued: certificate-sent',
    'not found: certificate-not-found',
    'refused: request-refused',
  ]);
  const extract = paths.filter(({ facts }) => facts.kind === 'extract');
  expect(extract.map(({ ending }) => ending.outcome).sort()).toEqual(['issued', 'not found', 'refused']);
  expect(extract.flatMap(({ steps }) => steps.filter(({ verb }) => verb === 'askCitizen'))).toEqual([]);
});

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s asks under conditions that an earlier choice can meet, at an address of its own',
  (_, type) => {
    expect(faultsIn(type.form)).toEqual([]);
    expect(Object.keys(type.form).filter((name) => otherAddresses.includes(name as never))).toEqual([]);
  },
);

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s asks for the town’s district under the name by which worklist and rounds know it, and not within a group',
  (_, { form }) => {
    const inner = Object.values(form).flatMap((field) => ('fields' in field ? Object.values(field.fields) : []));
    const wrong = Object.keys(form).filter((name) => isDistrict(form[name]!) !== (name === 'district'));
    expect([inner.filter(isDistrict), wrong]).toEqual([[], []]);
  },
);

test('a condition of a process on the town’s district is refused with what to do instead', async () => {
  const type = requestTypes.find(({ id }) => id === 'street-problem')!;
  const process: RequestType['process'] = async (desk) => {
    desk.check('in the north?', ({ district }) => district === 'nord');
    return desk.close('repaired', { email: 'request-finished' });
  };
  await expect(explore({ ...type, process })).rejects.toThrow('street-problem: what "district" may be is the town');
});

test('a type in a town has its districts, offers those that are open, and asks a village that has none for none', () => {
  const [centre, nord, sud] = demoDistricts as [District, District, District];
  const districts = [centre, { ...nord, round: null }, { ...sud, open: false }];
  const offeredBy = (id: string, town: readonly District[]) => {
    const { district } = inTown(requestTypes.find((type) => type.id === id)!, town).form;
    return district && offeredOptions(district as ChoiceField);
  };

  expect(offeredBy('street-problem', districts)).toEqual(['centre', 'nord']);
  expect(offeredBy('bulky-waste-pickup', districts)).toEqual(['centre']);
  expect(offeredBy('street-problem', [])).toBeUndefined();
  expect(offeredBy('bulky-waste-pickup', [])).toEqual([]);
  const { district: _, ...fields } = exampleFields['street-problem']();
  const villages = inTown(requestTypes.find(({ id }) => id === 'street-problem')!, []);
  expect(fieldsSchema(villages, 'metropole').safeParse(fields).error).toBeUndefined();
  expect(fieldsSchema(villages, 'metropole').safeParse({ ...fields, district: 'nord' }).success).toBe(false);
  expect(Object.keys(nearbySchema(villages, 'metropole').shape)).toEqual(['category', 'coordinates', 'place']);
});

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s asks no service, and is given to none, to which its sector is closed',
  async (id, type) => {
    const asked = (await explore(type)).flatMap(({ steps }) => steps.flatMap(({ who }) => who ?? []));
    const known = asked.filter((service) => service in services);
    expect(known.filter((service) => !isOpenTo(service, { type: id, serviceId: type.service }))).toEqual([]);
  },
);

test('a condition on what is no earlier choice, or on none of its options, is told by name', () => {
  const form: Form = {
    late: text({ title, when: { kind: ['a'] } }),
    kind: choice({ title, options: { a: title } }),
    wrong: text({ title, when: { kind: ['b'] } }),
    right: group(title, { inner: text({ title, when: { kind: ['a'] } }) }, { when: { kind: ['a'] } }),
  };
  expect(faultsIn(form)).toEqual([
    'late: "kind" is no earlier choice beside it',
    'wrong: "kind" has no option "b"',
    'right.inner: "kind" is no earlier choice beside it',
  ]);
});

/** What may be told of the usual ends. */
const fitting: Readonly<Record<string, readonly EmailName[]>> = {
  abandoned: ['closed-without-documents'],
  issued: ['certificate-sent', 'permit-issued', 'request-accepted', 'request-finished'],
  'not found': ['certificate-not-found'],
  accepted: ['request-accepted', 'request-finished'],
  refused: ['request-refused'],
  answered: ['answer-sent'],
  joined: ['request-joined'],
  'not possible': ['work-not-possible'],
  taken: ['slot-taken'],
};
/** What may be told of no other end: these are of one alone, or are sent on the way. */
const unfitting: readonly EmailName[] = [
  ...(['certificate-not-found', 'closed-without-documents', 'request-joined', 'slot-taken'] as const),
  ...(['acknowledgement', 'answer-awaited', 'appointment-booked', 'deadline-extended', 'deadline-near'] as const),
  ...(['documents-awaited', 'documents-refused', 'documents-reminder', 'message-from-agent'] as const),
  ...([
    'commission-convened',
    'progress-update',
    'proposal-published',
    'renewal-reminder',
    'request-reopened',
  ] as const),
];

function misfits(endings: readonly Path['ending'][]): string[] {
  const unfit = endings.filter(({ outcome, email }) => {
    const usual = fitting[outcome];
    return usual ? !usual.includes(email as EmailName) : unfitting.includes(email as EmailName);
  });
  return [...new Set(unfit.map(({ outcome, email }) => `${outcome}: ${email}`))];
}

/** What is wrong with the conditions of a form. */
function faultsIn(form: Form, prefix = ''): string[] {
  const names = Object.keys(form);
  return Object.entries(form).flatMap(([name, field]) => {
    const own = Object.entries(field.when ?? {}).flatMap(([on, options]) => {
      const choice = names.indexOf(on) < names.indexOf(name) ? form[on] : undefined;
      if (choice?.kind !== 'choice') return [`${prefix}${name}: "${on}" is no earlier choice beside it`];
      return options
        .filter((option) => !Object.hasOwn(choice.options, option))
        .map((option) => `${prefix}${name}: "${on}" has no option "${option}"`);
    });
    return 'fields' in field ? [...own, ...faultsIn(field.fields, `${prefix}${name}.`)] : own;
  });
}

const isDistrict = (field: Field) => field.kind === 'choice' && field.from !== undefined;
const title = { fr: 'Titre', en: 'Title' };

/** What the reader sees of a path: the waits, the answers they offer, the end. */
const namesIn = ({ steps, ending }: Path) => [
  ...steps
    .filter(({ verb }) => !['email', 'acknowledge', 'redirect', 'first', 'since', 'close'].includes(verb))
    .flatMap(({ name, answers, parts = [] }) => [name, ...answers, ...parts]),
  ending.outcome,
];
const isEmail = (name: string) => (emailNames as readonly string[]).includes(name);
