import PDFDocument from 'pdfkit';
import { translator } from '../texts.ts';
import { code128 } from './barcode.ts';
import { inKnownSigns, letterFonts } from './fonts.ts';
import type { LetterView } from './view.ts';

/**
 * The letter that goes with paper copies: one tagged A4 page, or more when the answers are long. The address stands in
 * the window of a French C5/6 or DL envelope once the sheet is folded in three.
 */
export function renderLetter(view: LetterView): Promise<Buffer> {
  const letter = openLetter(typedInKnownSigns(view));
  writeSender(letter);
  writeAddress(letter);
  writeSubject(letter);
  writeAnswers(letter);
  writePieces(letter);
  writeSignature(letter);
  letter.root.end();
  return bytesOf(letter.pdf);
}

interface Letter {
  view: LetterView;
  pdf: PDFKit.PDFDocument;
  root: PDFKit.PDFStructureElement;
  t: ReturnType<typeof translator>;
}

const millimetre = 72 / 25.4;
const margin = 20 * millimetre;
const textWidth = 170 * millimetre;
const window = { left: 110 * millimetre, top: 55 * millimetre, width: 80 * millimetre, bottom: 95 * millimetre };
const size = { text: 10.5, small: 9, heading: 12, title: 16 };

function openLetter(view: LetterView): Letter {
  const t = translator(view.lang);
  const fonts = letterFonts();
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    // Known to pdfkit and not yet to its types.
    subset: 'PDF/UA' as string as 'PDF/A-1',
    tagged: true,
    displayTitle: true,
    lang: view.lang === 'fr' ? 'fr-FR' : 'en-GB',
    font: fonts.regular,
    info: {
      // pdfkit writes the title into XML as it stands.
      Title: `${view.title} ${view.reference}`.replace(/[<>&]/g, ' '),
      Author: view.town.name.replace(/[<>&]/g, ' '),
      CreationDate: view.createdAt,
      Producer: 'Guichet',
      Creator: 'Guichet',
    },
  });
  // By name, because pdfkit compares whole fonts whenever it is given one without a name.
  pdf.registerFont('regular', fonts.regular);
  pdf.registerFont('bold', fonts.bold);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return { view, pdf, root, t };
}

function typedInKnownSigns(view: LetterView): LetterView {
  const { name, address } = view.citizen;
  return {
    ...view,
    citizen: { name: inKnownSigns(name), address: address.map(inKnownSigns) },
    answers: view.answers.map(({ label, value }) => ({ label, value: inKnownSigns(value) })),
  };
}

function writeSender({ pdf, root, view, t }: Letter): void {
  paragraph(root, pdf, () => {
    pdf.font('bold', size.text).text(view.citizen.name, margin, margin, { width: textWidth / 2 });
    pdf.font('regular', size.text);
    for (const line of view.citizen.address) pdf.text(line, { width: textWidth / 2 });
  });
  pdf.moveDown(0.5).fontSize(size.small);
  paragraph(root, pdf, () =>
    pdf.text(t('letter.receivedOn', { date: view.receivedOn }), margin, pdf.y, { width: textWidth / 2 }),
  );
}

function writeAddress({ pdf, root, view }: Letter): void {
  const options = { width: window.width };
  paragraph(root, pdf, () => {
    pdf.font('regular', size.text).text(view.town.name, window.left, window.top, options);
    pdf.font('bold', size.text).text(view.service.name, options);
    pdf.font('regular', size.text);
    for (const line of view.service.address) pdf.text(line, options);
  });
  pdf.x = margin;
  pdf.y = Math.max(pdf.y + 12, window.bottom);
}

function writeSubject({ pdf, root, view, t }: Letter): void {
  root.add(
    pdf.struct('H1', {}, () => {
      pdf.fillColor(view.town.colours.brand).font('bold', size.title).text(view.title, { width: textWidth });
      pdf.fillColor('black');
    }),
  );
  pdf.moveDown(0.4);
  paragraph(root, pdf, () => {
    pdf.font('regular', size.text).text(t('letter.reference', { reference: view.reference }), { width: textWidth });
  });
  pdf.moveDown(0.4);
  const figure = { alt: t('letter.barcodeAlt', { reference: view.reference }), bbox: barcodeBox(pdf) };
  root.add(pdf.struct('Figure', figure, () => drawBarcode(pdf, view.reference)));
  pdf.y += barcode.height + 8;
  paragraph(root, pdf, () => pdf.text(t('letter.purpose'), margin, pdf.y, { width: textWidth }));
}

const barcode = { height: 12 * millimetre, width: 60 * millimetre };

function barcodeBox(pdf: PDFKit.PDFDocument): [number, number, number, number] {
  return [margin, pdf.y, margin + barcode.width, pdf.y + barcode.height];
}

function drawBarcode(pdf: PDFKit.PDFDocument, reference: string): void {
  const { bars, width } = code128(reference);
  // Readers at the counter need modules of at least 0.25 mm; sixty millimetres leave 0.4 mm for twelve characters.
  const module = Math.min(0.5 * millimetre, barcode.width / width);
  for (const bar of bars) pdf.rect(margin + bar.left * module, pdf.y, bar.width * module, barcode.height);
  pdf.fill('black');
}

function writeAnswers({ pdf, root, view, t }: Letter): void {
  if (view.answers.length === 0) return;
  heading(root, pdf, t('letter.answers'));
  for (const answer of view.answers) {
    paragraph(root, pdf, () => {
      pdf.font('bold', size.text).text(`${answer.label}${t('common.colon')} `, { continued: true, width: textWidth });
      pdf.font('regular', size.text).text(answer.value);
    });
    pdf.moveDown(0.2);
  }
}

function writePieces({ pdf, root, view, t }: Letter): void {
  if (view.pieces.length === 0) return;
  heading(root, pdf, t('letter.pieces'));
  const list = pdf.struct('L');
  root.add(list);
  for (const piece of view.pieces) {
    if (pdf.y > pdf.page.height - margin - 2 * size.heading) pdf.addPage();
    pdf.font('regular', size.text);
    const top = pdf.y;
    const body = pdf.struct('LBody', {}, () => void pdf.text(piece, margin + 18, top, { width: textWidth - 18 }));
    const item = pdf.struct('LI', {}, [body]);
    list.add(item);
    item.end();
    pdf.markContent('Artifact', { type: 'Layout' });
    pdf
      .lineWidth(0.8)
      .rect(margin, top + 1.5, 9, 9)
      .stroke('black')
      .endMarkedContent();
    pdf.moveDown(0.35);
  }
  list.end();
  paragraph(root, pdf, () => pdf.fontSize(size.small).text(t('letter.copies'), margin, pdf.y, { width: textWidth }));
}

function writeSignature({ pdf, root, t }: Letter): void {
  const height = 26 * millimetre;
  if (pdf.y + height + 40 > pdf.page.height - margin) pdf.addPage();
  pdf.moveDown(1);
  paragraph(root, pdf, () =>
    pdf.font('regular', size.text).text(t('letter.signature'), window.left, pdf.y, { width: window.width }),
  );
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf
    .lineWidth(0.5)
    .rect(window.left, pdf.y + 4, window.width, height)
    .stroke('#595959')
    .endMarkedContent();
}

function heading(root: PDFKit.PDFStructureElement, pdf: PDFKit.PDFDocument, words: string): void {
  pdf.moveDown(0.8);
  root.add(
    pdf.struct('H2', {}, () => void pdf.font('bold', size.heading).text(words, margin, pdf.y, { width: textWidth })),
  );
  pdf.moveDown(0.3);
}

function paragraph(root: PDFKit.PDFStructureElement, pdf: PDFKit.PDFDocument, write: () => void): void {
  root.add(pdf.struct('P', {}, () => write()));
}

function bytesOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    pdf.end();
  });
}
