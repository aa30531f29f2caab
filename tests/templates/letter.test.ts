import { expect, test } from '@jest/globals';
import { renderLetter } from '../../templates/documents/letter.ts';
import { renderPostedLetters } from '../../templates/documents/posted.ts';
import { letterBlocks } from '../../templates/emails/letter-words.ts';
import { createEmails, type EmailName } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';
import { readCode128 } from './read-code128.ts';
import { readPdf } from './read-pdf.ts';

const { letter } = examples('fr');

test('the letter is a tagged PDF with a title and a language', async () => {
  const { raw } = readPdf(await renderLetter(letter));
  expect(raw).toContain('/MarkInfo');
  expect(raw).toMatch(/\/Marked true/);
  expect(raw).toContain('/Lang (fr-FR)');
  expect(raw).toContain('/DisplayDocTitle true');
  expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
  for (const kind of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'LBody', 'Figure'])
    expect(raw).toContain(`/S /${kind}\n`);
});

test('the letter says who writes, to whom, about what and with which pieces', async () => {
  const { text } = readPdf(await renderLetter(letter));
  const words = text.replace(/\s+/g, ' ');
  const expected = [
    letter.citizen.name,
    letter.service.name,
    ...letter.service.address,
    letter.title,
    letter.reference,
  ];
  for (const part of [...expected, ...letter.pieces]) expect(words).toContain(part);
  for (const { value } of letter.answers) expect(words).toContain(value.replace(/\s+/g, ' '));
});

test('the barcode of the letter reads as the reference', async () => {
  const { bars } = readPdf(await renderLetter(letter));
  expect(readCode128(bars)).toBe('2026-004217');
});

test('the figure of the barcode has words for those who can not see it', async () => {
  const { raw } = readPdf(await renderLetter({ ...letter, lang: 'en' }));
  expect(raw).toContain('/Alt (Barcode of the reference 2026-004217)');
});

test('every sign can be copied out, even one that an earlier letter drew as part of another', async () => {
  const withName = async (name: string) =>
    readPdf(await renderLetter({ ...letter, citizen: { name, address: [] } })).text;
  for (const [composed, part] of [
    ['Ÿ', 'Y'],
    ['Ź', 'Z'],
    ['Å', '˚'],
  ] as const) {
    expect(await withName(composed)).toContain(composed);
    expect(await withName(part)).toContain(part);
  }
});

test('a sign that the font lacks is written without its marks, not as an empty box', async () => {
  const { text } = readPdf(await renderLetter({ ...letter, citizen: { name: 'Nguyễn Œuf Łaźń 好', address: [] } }));
  expect(text).toContain('Nguyen Œuf Łaźń ?');
});

test('the same view gives the same bytes, whatever letters were made before', async () => {
  const first = await renderLetter(letter);
  await renderLetter({ ...letter, citizen: { name: 'Ångèle Œuvre-Fiffî', address: ['ﬁ ﬂ – — €'] } });
  expect((await renderLetter(letter)).equals(first)).toBe(true);
});

test('a letter with very long answers goes on to more pages and stays whole', async () => {
  const value = 'Une phrase assez longue pour tourner à la ligne plusieurs fois. '.repeat(12).trim();
  const answers = Array.from({ length: 12 }, (_, index) => ({ label: `Question ${index}`, value }));
  const { raw, text } = readPdf(await renderLetter({ ...letter, answers }));
  expect(raw.match(/\/Type \/Page\n/g)!.length).toBeGreaterThan(1);
  for (const piece of letter.pieces) expect(text.replace(/\s+/g, ' ')).toContain(piece);
});

test('a title with markup can not break the metadata of the letter', async () => {
  const { raw } = readPdf(await renderLetter({ ...letter, title: 'Eau & <gaz>' }));
  const metadata = raw.slice(raw.indexOf('<dc:title>'), raw.indexOf('</dc:title>'));
  expect(metadata).toContain('Eau');
  expect(metadata).not.toMatch(/&|<gaz>/);
});

const emails = await createEmails();
/** Nobody posts what goes to managers, to services, and to who supports or follows a request. */
const forOthers = [
  ...['deadline-near', 'manager-called', 'data-right-asked', 'data-right-recipient'],
  ...['confirm-support', 'confirm-following', 'followed-news'],
];

test.each(['fr', 'en'] as const)(
  'a posted letter says word for word what the email says that it is instead of (%s)',
  (lang) => {
    const plain = (text: string) => text.replace(/[<(]https?:[^>)]*[>)]/g, '').replace(/[\s()<>*-]/g, '');
    for (const [name, view] of Object.entries(examples(lang).emails)) {
      const { html, text } = emails.render(name as EmailName, { ...view, onPaper: true });
      const said = plain(
        letterBlocks(html)
          .flatMap(({ parts }) => parts.map((part) => part.text))
          .join(''),
      );
      expect({ name, in: plain(text) }).toEqual({ name, in: expect.stringContaining(said) });
      if (!forOthers.includes(name)) expect(said).toContain(plain(view.service.phone));
    }
  },
);

test('posted letters are one tagged PDF, each with its address in the window, its barcode and its own language', async () => {
  const recipient = { name: 'Camille Exemple', address: ['12 rue des Lilas', '99999 Exempleville'] };
  const views = (['fr', 'en'] as const).map((lang) => {
    const { letter, emails: views } = examples(lang);
    const { subject, html } = emails.render('acknowledgement', { ...views.acknowledgement, onPaper: true });
    return { ...letter, subject, recipient, blocks: letterBlocks(html), writtenOn: letter.receivedOn };
  });

  const { raw, text, bars } = readPdf(await renderPostedLetters([views[0]!, views[1]!]));

  for (const kind of ['Document', 'Sect', 'H1', 'P', 'L', 'LI', 'LBody', 'Figure'])
    expect(raw).toContain(`/S /${kind}\n`);
  expect(raw).toContain('/Lang (en-GB)');
  expect(raw.match(/\/Type \/Page\n/g)).toHaveLength(2);
  expect(readCode128(bars.slice(0, bars.length / 2))).toBe('2026-004217');
  for (const part of [
    'Camille Exemple',
    '12 rue des Lilas',
    'Votre demande est enregistrée',
    'Your request is registered',
  ])
    expect(text).toContain(part);
});

test('a letter to somebody without an address says that it is handed over', async () => {
  const recipient = { name: 'Camille Exemple', address: [] };
  const about = { ...letter, subject: 'Objet', recipient, blocks: [], writtenOn: letter.receivedOn };
  expect(readPdf(await renderPostedLetters([about])).text).toContain('Remise en main propre');
});
