/** How long requests are kept, and what somebody who wants theirs erased is told. */
import { expect, test } from '@jest/globals';
import { erasable } from '../../api/retention/may-erase.ts';
import { contestableUntil, monthsActive, monthsKept, retentionWords } from '../../workflows/kit/retention.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

test('a person’s wish is refused with the reason of the law, and followed where the archives agree', () => {
  const kept = { active: '1 year', fate: 'destroy', law: 'x' } as const;
  const agreed = { ...kept, earlyErasure: 'AD 2026/1' };
  const ended = { endedOn: '2026-03-02', held: false };

  expect([
    erasable({ ...ended, endedOn: null }, agreed, '2026-07-01'),
    erasable({ ...ended, held: true }, agreed, '2026-07-01'),
    erasable(ended, agreed, contestableUntil('2026-03-02')),
    erasable({ ...ended, appeal: null }, agreed, '2027-03-02'),
    erasable({ ...ended, appeal: '2026-08-03' }, agreed, '2026-08-03'),
    erasable(ended, kept, '2030-07-01'),
    erasable(ended, agreed, '2026-06-03'),
  ]).toEqual([
    ...['open', 'held', 'contestable', 'contestable', 'contestable', 'public archive'].map((because) => ({
      may: false,
      because,
      text: expect.anything(),
    })),
    { may: true, agreement: 'AD 2026/1' },
  ]);
});

test('what people are told of the keeping is what the purge goes by', () => {
  const told = Object.fromEntries(
    requestTypes.map(({ id, retention }) => [id, [monthsKept(retention), retentionWords(retention).fr]]),
  );

  expect(told).toMatchObject({
    'birth-certificate': [12, 'un an après la fin de la demande'],
    complaint: [
      72,
      'un an après la fin de la demande, puis 5 ans en archives intermédiaires, puis tri par les archives',
    ],
    proposal: [60, '5 ans après la fin de la demande, puis versement aux archives'],
  });
  // Article 29 of the decree on the civil status: one year.
  for (const type of ['birth-certificate', 'marriage-certificate', 'death-certificate'])
    expect(told[type]![0]).toBe(12);
  for (const { active } of requestTypes.map(({ retention }) => retention))
    expect(active).toMatch(/^\d+ (month|year)s?$/);
});

test('a request stays in use as long as its decision may be contested, and is archived before it is destroyed', () => {
  expect(monthsActive({ active: '1 month', fate: 'destroy' })).toBe(3);
  expect(monthsActive({ active: '1 year', intermediate: '5 years', fate: 'sort' })).toBe(12);
  for (const { retention } of requestTypes) expect(monthsActive(retention)).toBeLessThanOrEqual(monthsKept(retention));
});
