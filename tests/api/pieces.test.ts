import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { piecesOf } from '../../api/citizen/pieces.ts';
import type { DocumentRow } from '../../db/documents.ts';
import type { DocumentState, PieceState } from '../../workflows/contract.ts';
import { aPdf, aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem } from './people.ts';

let town: Town;
let agent: string;
let request: { reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'civil-status');
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

test('a piece goes from missing to received, refused with its reason, received again and accepted', async () => {
  const states = [await standing()];
  const first = (await town.api.upload(request.reference, request.trackingCode)).body.id;
  states.push(await standing());
  await review(first, { accepted: false, reason: 'La page 2 manque.' });
  states.push(await standing());
  const second = (await town.api.upload(request.reference, request.trackingCode)).body.id;
  states.push(await standing());
  await review(second, { accepted: true });
  states.push(await standing());

  const piece = { piece: 'family-record', title: 'Livret de famille ou pièce d’identité' };
  expect(states).toEqual([
    [{ ...piece, state: 'missing' }],
    [{ ...piece, state: 'received', document: first }],
    [{ ...piece, state: 'refused', reason: 'La page 2 manque.', document: first }],
    [{ ...piece, state: 'received', document: second }],
    [{ ...piece, state: 'accepted', document: second }],
  ]);
});

test('what an agent brings is told to agents, and not asked of the citizen', async () => {
  const { reference, trackingCode } = (await town.api.file(aStreetProblem())).body;
  const roads = await anAgent(town, 'agent', 'roads');

  const named = async (token: string) =>
    (await town.api.request(reference, token)).body.pieces.map(({ piece }: { piece: string }) => piece);

  expect(await named(trackingCode)).toEqual(['photo']);
  expect(await named(roads)).toEqual(['photo', 'photo-before', 'photo-of-the-works']);
});

test.each<[state: DocumentState, receivedOn: string, expected: PieceState]>([
  ['received', '2026-09-01', 'received'],
  ['accepted', '2026-08-31', 'expired'],
  ['received', '2026-08-30', 'expired'],
  ['refused', '2026-01-01', 'refused'],
  ['infected', '2026-01-01', 'infected'],
])(
  'a document that is %s and came on %s is %s on 1 December when it may be three months old',
  (state, receivedOn, expected) => {
    const title = { fr: 'Justificatif', en: 'Proof' };
    const document = {
      id: 'd',
      piece: 'address',
      state,
      reason: 'Flou.',
      receivedAt: new Date(`${receivedOn}T10:00:00Z`),
    };
    const pieces = { address: { title, required: true, validFor: '3 months' as const } };

    const [piece] = piecesOf([document as DocumentRow], pieces, { zone: 'metropole', closures: [] }, '2026-12-01');

    expect(piece).toMatchObject({ piece: 'address', state: expected, document: 'd' });
  },
);

test.each([
  ['a picture of 2.5 thousand million dots in a hundred bytes', pngOf(50_000), 'image/png'],
  ['a document that is a page too', `${aPdf}<script>alert(1)</script>`, 'application/pdf'],
])('%s is never shown: it is given as an attachment that runs nothing', async (_, content, type) => {
  const { body } = await town.api.upload(request.reference, request.trackingCode, { content, name: 'livret.html' });

  const given = await fetch(`${town.url}/api/v1/requests/${request.reference}/documents/${body.id}`, {
    headers: { authorization: `Bearer ${request.trackingCode}` },
  });

  expect(Object.fromEntries(given.headers)).toMatchObject({
    'content-type': type,
    'content-disposition': `attachment; filename="livret.html.${type.split('/')[1]}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
});

/** A square that would fill the memory of whoever draws it. */
function pngOf(width: number): Buffer {
  const number = (value: number) => Buffer.from(value.toString(16).padStart(8, '0'), 'hex');
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([number(data.length), Buffer.from(type), data, number(0)]);
  const head = Buffer.concat([number(width), number(width), Buffer.from([1, 0, 0, 0, 0])]);
  const dots = chunk('IDAT', deflateSync(Buffer.alloc(100_000)));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), dots, chunk('IEND', number(0))]);
}

const standing = async () => (await town.api.request(request.reference, request.trackingCode)).body.pieces;
const review = (document: string, json: unknown) =>
  town.api.call('POST', `/requests/${request.reference}/documents/${document}/review`, { token: agent, json });
