import { translator } from '../texts.ts';
import { inKnownSigns } from './fonts.ts';
import {
  barcode,
  closeSheet,
  heading,
  margin,
  millimetre,
  openSheet,
  pairs,
  paragraph,
  type Sheet,
  size,
  textWidth,
  title,
  window,
} from './sheet.ts';
import type { LetterView } from './view.ts';

/**
 * The letter that goes with paper copies: one tagged A4 page, or more when the answers are long. The address stands in
 * the window of a French C5/6 or DL envelope once the sheet is folded in three.
 */
export function renderLetter(typed: LetterView): Promise<Buffer> {
  const view = typedInKnownSigns(typed);
  const { lang, town, createdAt } = view;
  const about = { lang, title: `${view.title} ${view.reference}`, town, createdAt };
  const letter = { ...openSheet(about), view, t: translator(lang) };
  writeSender(letter);
  writeAddress(letter);
  writeSubject(letter);
  writeAnswers(letter);
  writePieces(letter);
  writeSignature(letter);
  return closeSheet(letter);
}

interface Letter extends Sheet {
  view: LetterView;
  t: ReturnType<typeof translator>;
}

function typedInKnownSigns(view: LetterView): LetterView {
  const { name, address } = view.citizen;
  return {
    ...view,
    citizen: { name: inKnownSigns(name), address: address.map(inKnownSigns) },
    answers: view.answers.map(({ label, value }) => ({ label, value: inKnownSigns(value) })),
  };
}

function writeSender(letter: Letter): void {
  const { pdf, view, t } = letter;
  paragraph(letter, () => {
    pdf.font('bold', size.text).text(view.citizen.name, margin, margin, { width: textWidth / 2 });
    pdf.font('regular', size.text);
    for (const line of view.citizen.address) pdf.text(line, { width: textWidth / 2 });
  });
  pdf.moveDown(0.5).fontSize(size.small);
  paragraph(letter, () =>
    pdf.text(t('letter.receivedOn', { date: view.receivedOn }), margin, pdf.y, { width: textWidth / 2 }),
  );
}

function writeAddress(letter: Letter): void {
  const { pdf, view } = letter;
  const options = { width: window.width };
  paragraph(letter, () => {
    pdf.font('regular', size.text).text(view.town.name, window.left, window.top, options);
    pdf.font('bold', size.text).text(view.service.name, options);
    pdf.font('regular', size.text);
    for (const line of view.service.address) pdf.text(line, options);
  });
  pdf.x = margin;
  pdf.y = Math.max(pdf.y + 12, window.bottom);
}

function writeSubject(letter: Letter): void {
  const { pdf, view, t } = letter;
  title(letter, view.title);
  paragraph(letter, () => {
    pdf.font('regular', size.text).text(t('letter.reference', { reference: view.reference }), { width: textWidth });
  });
  pdf.moveDown(0.4);
  barcode(letter, view.reference, t('letter.barcodeAlt', { reference: view.reference }));
  paragraph(letter, () => pdf.text(t('letter.purpose'), margin, pdf.y, { width: textWidth }));
}

function writeAnswers(letter: Letter): void {
  const { view, t } = letter;
  if (view.answers.length === 0) return;
  heading(letter, t('letter.answers'));
  pairs(letter, view.answers, t('common.colon'));
}

function writePieces(letter: Letter): void {
  const { pdf, root, view, t } = letter;
  if (view.pieces.length === 0) return;
  heading(letter, t('letter.pieces'));
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
  paragraph(letter, () => pdf.fontSize(size.small).text(t('letter.copies'), margin, pdf.y, { width: textWidth }));
}

function writeSignature(letter: Letter): void {
  const { pdf, t } = letter;
  const height = 26 * millimetre;
  if (pdf.y + height + 40 > pdf.page.height - margin) pdf.addPage();
  pdf.moveDown(1);
  paragraph(letter, () =>
    pdf.font('regular', size.text).text(t('letter.signature'), window.left, pdf.y, { width: window.width }),
  );
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf
    .lineWidth(0.5)
    .rect(window.left, pdf.y + 4, window.width, height)
    .stroke('#595959')
    .endMarkedContent();
}
