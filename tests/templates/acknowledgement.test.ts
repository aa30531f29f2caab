/** What an acknowledgement must say by law, on screen and on paper: each mention by itself, in each mode of silence. */
import { expect, test } from '@jest/globals';
import { renderReceipt } from '../../templates/documents/receipt.ts';
import type { EmailView } from '../../templates/emails/view.ts';
import { exampleLegal } from '../../templates/examples/legal.ts';
import { examples } from '../../templates/examples.ts';
import { type Mention, mentionsOf } from '../../templates/legal-mentions.ts';
import { type LegalView, legalView } from '../../templates/legal-words.ts';
import type { Language } from '../../templates/views.ts';
import { datesAgain, type Letter, legalDates, type Silence } from '../../workflows/kit/silence.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { openEmails } from './kept-emails.ts';
import { readPdf } from './read-pdf.ts';

const emails = await openEmails();
const modes = ['accept', 'reject', 'none'] as const;
const languages = ['fr', 'en'] as const satisfies Language[];
const everyOne = modes.flatMap((mode) => languages.map((lang) => ({ mode, lang })));

test.each(everyOne)('an acknowledgement has each mention of article R. 112-11-1 ($mode, $lang)', ({ mode, lang }) => {
  const view = acknowledgement(mode, lang);
  const words = textOf(view);
  for (const [mention, said] of required(view))
    expect({ mention, in: words }).toEqual({ mention, in: expect.stringContaining(said) });
});

test.each(everyOne)(
  'an acknowledgement that lacks a mention is told from one that has all ($mode, $lang)',
  ({ mode, lang }) => {
    const view = acknowledgement(mode, lang);
    for (const { kind } of view.mentions) {
      const words = textOf({ ...view, mentions: view.mentions.filter((mention) => mention.kind !== kind) });
      expect({ kind, missing: required(view).filter(([, said]) => !words.includes(said)).length > 0 }).toEqual({
        kind,
        missing: true,
      });
    }
  },
);

test.each(languages)('silence accepts or rejects, and an acknowledgement never says both (%s)', (lang) => {
  const kinds = (mode: LegalView['mode']) => acknowledgement(mode, lang).mentions.map(({ kind }) => kind);
  expect(kinds('accept')).toEqual(['acknowledgement', 'silence', 'attestation', 'promise']);
  expect(kinds('reject')).toEqual(['acknowledgement', 'silence', 'appeal', 'promise']);
  expect(kinds('none')).toEqual(['acknowledgement', 'promise']);
  expect(textOf(acknowledgement('accept', lang))).not.toMatch(/recours|rejet|appeal/);
  expect(textOf(acknowledgement('reject', lang))).not.toMatch(/L\. 232-3|accept[ée]/);
  expect(textOf(acknowledgement('none', lang))).not.toMatch(/réputée|deemed|recours/);
});

test('whoever uses a right over their data is told the day that the regulation gives, and of the CNIL', () => {
  const { silence } = requestTypes.find(({ id }) => id === 'personal-data')!;
  // 26 December 2026 is a Saturday: the regulation's month then ends on the Monday.
  const legal = legalView(datesOf(silence, [], '2026-11-26'), 'fr');
  const mentions = mentionsOf({ ...about('fr'), legal, electronic: true }, 'fr');
  expect(mentions.map(({ kind }) => kind)).toEqual(['acknowledgement', 'owed', 'authority']);
  expect(mentions[1]!.text).toContain('lundi 28 décembre 2026 (RGPD, article 12(3))');
  expect(mentions[2]!.text).toContain('CNIL');
});

test('whoever has a decision looked at again is told the day on which silence rejects that too, and then the court alone', () => {
  const silence = requestTypes.find(({ id }) => id === 'school-enrolment')!.silence;
  const kindsAgain = (mode: Silence, asked: boolean) => {
    const dates = datesAgain(mode, { round: 1, on: '2026-11-30', asked }, [], { zone: 'metropole', closures: [] });
    return mentionsOf({ ...about('fr'), legal: legalView(dates, 'fr'), electronic: true }, 'fr');
  };

  const appeal = kindsAgain(silence, true);
  expect(appeal.map(({ kind }) => kind)).toEqual(['acknowledgement', 'silence', 'appeal', 'promise']);
  expect(appeal[1]!.text).toContain('recours gracieux). Elle sera réputée rejetée');
  expect(appeal[1]!.text).toContain('le samedi 30 janvier 2027 (code des relations');
  expect(appeal[2]!.text).toMatch(/jusqu’au mercredi 31 mars 2027, saisir/);
  for (const mentions of [kindsAgain(silence, false), kindsAgain({ mode: 'none' }, true)])
    expect(mentions.map(({ kind }) => kind)).toEqual(['acknowledgement', 'nothing', 'promise']);
});

test('the receipt on paper has the mentions of article R. 112-5', async () => {
  const view = acknowledgement('reject', 'fr');
  const mentions = mentionsOf({ ...about('fr'), legal: view.legal, electronic: false }, 'fr');
  const { letter } = examples('fr');
  const receipt = {
    ...{ ...letter, mentions, law: view.law, pieces: [], answerBy: undefined, status: 'Reçue', channel: 'Courrier' },
    ...{ citizen: view.citizenName, receivedAt: view.receivedOn, printedAt: view.receivedOn },
  };
  const words = inOneLine(readPdf(await renderReceipt(receipt)).text);
  expect(words).toContain('articles L. 112-3 et R. 112-5');
  for (const { text } of mentions) expect(words).toContain(inOneLine(text));
  for (const part of [receipt.service.phone, receipt.service.email, ...receipt.service.address]) {
    expect(words).toContain(part);
  }
});

test('a date is explained by what it was counted from', () => {
  const rejects: Silence = { mode: 'reject', within: '2 months', law: 'L. 231-4' };
  const letters = [{ from: '2026-12-01', deadline: '2026-12-31', producedAt: '2026-12-11' }];
  expect(legalView(datesOf(rejects, letters), 'fr').explained).toBe(
    'Reçue le lundi 23 novembre 2026, plus 2 mois, suspendu 10 jours du mardi 1er décembre 2026 au vendredi 11 décembre 2026\u00a0: le mardi 2 février 2027.',
  );
  const firstOn = { facts: {}, receivedOn: '2026-11-23', receivedFirstOn: '2026-11-02', letters: [] };
  const passedOn = legalView(legalDates(rejects, firstOn, { zone: 'metropole', closures: [] }), 'fr').explained;
  expect(passedOn).toBe(
    'Reçue d’abord par une autre administration le lundi 2 novembre 2026, plus 2 mois\u00a0: le samedi 2 janvier 2027.',
  );
  const accepts: Silence = { mode: 'accept', within: '1 month', law: 'L. 231-1' };
  expect(legalView(datesOf(accepts, letters), 'en').explained).toBe(
    'Complete on Friday, 11 December 2026, plus 1 month: Monday, 11 January 2027.',
  );
  const waiting = legalView(datesOf(accepts, [{ from: '2026-12-01', deadline: '2026-12-31' }]), 'fr');
  expect(waiting).toMatchObject({ on: undefined, claimableFrom: undefined });
  expect(waiting.explained).toContain('commence quand tous les documents demandés sont là');
});

test.each(requestTypes.map((type) => [type.id, type.silence] as const))(
  'what silence means on a request of the type %s has its text, and its length of time',
  (_, silence) => {
    if (silence.mode === 'none') return;
    expect(silence.law).toMatch(/article|décret/);
    const legal = legalView(datesOf(silence), 'fr');
    expect(legal).toMatchObject({ mode: silence.mode, on: expect.stringContaining('2027'), law: silence.law });
  },
);

/** What the law asks for, and how this acknowledgement says it. */
function required(view: EmailView): [mention: string, said: string][] {
  const { legal, town, service, lang } = view;
  const own: Record<LegalView['mode'], [string, string | undefined][]> = {
    accept: [
      ['that silence accepts', { fr: 'réputée acceptée', en: 'deemed accepted' }[lang]],
      ['the day', legal.on],
      ['the certificate', 'L. 232-3'],
      ['from when on', legal.claimableFrom],
    ],
    reject: [
      ['that silence rejects', { fr: 'réputée rejetée', en: 'deemed rejected' }[lang]],
      ['the day', legal.on],
      ['the time limit of an appeal', { fr: 'dans les deux mois', en: 'within the two months' }[lang]],
      ['its last day', legal.appealUntil],
      ['the authority', town.appeal!.authority],
      ['the court', town.appeal!.court],
      ['its address', town.appeal!.courtAddress[0]],
      ['the court online', 'www.telerecours.fr'],
    ],
    none: [['that it is a promise', { fr: 'promesse de service', en: 'promise of service' }[lang]]],
  };
  const all: [string, string | undefined][] = [
    ['which acknowledgements it is', 'articles L. 112-11'],
    ['the day of receipt', view.receivedOn],
    ['the number', view.reference],
    ['the promised day', view.dueOn],
    ['the service', service.name],
    ['its postal address', service.address[0]],
    ['its email address', service.email],
    ['its telephone', service.phone],
    ...own[legal.mode],
  ];
  return all.map(([mention, said]) => [mention, inOneLine(said!)]);
}

function acknowledgement(mode: LegalView['mode'], lang: Language): EmailView {
  const view = { ...examples(lang).emails.acknowledgement, legal: exampleLegal(mode, lang) };
  const mentions: Mention[] = mentionsOf({ ...about(lang), legal: view.legal, electronic: true }, lang);
  return { ...view, mentions };
}

function about(lang: Language) {
  const { title, reference, receivedOn, dueOn, town } = examples(lang).emails.acknowledgement;
  return { title, reference, receivedOn, dueOn, town };
}

function datesOf(silence: Silence, letters: readonly Letter[] = [], receivedOn = '2026-11-23') {
  return legalDates(silence, { facts: {}, receivedOn, letters }, { zone: 'metropole', closures: [] });
}

const textOf = (view: EmailView) => inOneLine(emails.render('acknowledgement', view).text);
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');
