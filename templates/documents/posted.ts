import type { LetterBlock } from '../emails/letter-words.ts';
import { translator } from '../texts.ts';
import { inKnownSigns } from './fonts.ts';
import {
  barcode,
  closeSheet,
  item,
  margin,
  openSheet,
  paragraph,
  type Sheet,
  size,
  textWidth,
  title,
  window,
} from './sheet.ts';
import type { PostedLetterView } from './view.ts';

/**
 * What the town posts to those whom it can not mail, several letters in one file, each beginning a page. The address
 * stands in the window of a French C5/6 or DL envelope once the sheet is folded in three (NF Z 11-001).
 */
export function renderPostedLetters(views: readonly [PostedLetterView, ...PostedLetterView[]]): Promise<Buffer> {
  const [first] = views;
  const t = translator(first.lang);
  const name = views.length > 1 ? t('posted.file', { count: views.length }) : `${first.subject}`;
  const sheet = openSheet({ lang: first.lang, title: name, town: first.town, createdAt: first.createdAt });
  for (const view of views) {
    if (view !== first) sheet.pdf.addPage();
    const part = sheet.pdf.struct('Sect', { lang: view.lang === 'fr' ? 'fr-FR' : 'en-GB', title: view.reference });
    sheet.root.add(part);
    writeLetter({ ...sheet, root: part, colour: view.town.colours.brand }, view);
    part.end();
  }
  return closeSheet(sheet);
}

function writeLetter(sheet: Sheet, view: PostedLetterView): void {
  writeSender(sheet, view);
  writeRecipient(sheet, view);
  writeSubject(sheet, view);
  for (const [index, block] of view.blocks.entries()) {
    if (block.kind !== 'item') writeBlock(sheet, block);
    else if (view.blocks[index - 1]?.kind !== 'item') writeList(sheet, view.blocks.slice(index));
  }
}

function writeSender(sheet: Sheet, { town, service, lang }: PostedLetterView): void {
  const { pdf } = sheet;
  const options = { width: textWidth / 2 };
  paragraph(sheet, () => {
    pdf.font('bold', size.text).text(town.name, margin, margin, options);
    pdf.font('regular', size.text).text(service.name, options);
    for (const line of service.address) pdf.text(line, options);
    pdf.fontSize(size.small).text(service.phone, options).text(service.email, options);
  });
  if (town.demonstration) {
    paragraph(sheet, () => pdf.text(translator(lang)('posted.demonstration'), margin, pdf.y, options));
  }
}

function writeRecipient(sheet: Sheet, { recipient, lang }: PostedLetterView): void {
  const { pdf } = sheet;
  const lines = recipient.address.length > 0 ? recipient.address : [translator(lang)('posted.byHand')];
  paragraph(sheet, () => {
    pdf.font('regular', size.text).text(inKnownSigns(recipient.name), window.left, window.top, { width: window.width });
    for (const line of lines) pdf.text(inKnownSigns(line), { width: window.width });
  });
  pdf.x = margin;
  pdf.y = Math.max(pdf.y + 12, window.bottom);
}

function writeSubject(sheet: Sheet, view: PostedLetterView): void {
  const { pdf } = sheet;
  const t = translator(view.lang);
  const top = pdf.y;
  barcode(sheet, view.reference, t('letter.barcodeAlt', { reference: view.reference }));
  const below = pdf.y;
  paragraph(sheet, () => {
    pdf.font('regular', size.text).text(t('posted.date', { date: view.writtenOn }), window.left, top, {
      width: window.width,
    });
    pdf.text(t('letter.reference', { reference: view.reference }), { width: window.width });
  });
  pdf.y = Math.max(pdf.y, below) + 6;
  paragraph(sheet, () => {
    pdf.font('bold', size.text).text(t('posted.subject'), margin, pdf.y, { width: textWidth, continued: true });
    pdf.font('regular', size.text).text(` ${inKnownSigns(view.subject)}`);
  });
  pdf.moveDown(1);
}

function writeBlock(sheet: Sheet, { kind, parts }: LetterBlock): void {
  if (kind === 'title') title(sheet, inKnownSigns(parts.map(({ text }) => text).join('')));
  else paragraph(sheet, () => writeParts(sheet, parts, margin, textWidth));
  sheet.pdf.moveDown(0.5);
}

/** The items from the first one on. */
function writeList(sheet: Sheet, blocks: readonly LetterBlock[]): void {
  const end = blocks.findIndex(({ kind }) => kind !== 'item');
  const list = sheet.pdf.struct('L');
  sheet.root.add(list);
  for (const { parts } of end < 0 ? blocks : blocks.slice(0, end)) {
    item(sheet, list, (left, width) => writeParts(sheet, parts, left, width));
  }
  list.end();
  sheet.pdf.moveDown(0.3);
}

function writeParts({ pdf }: Sheet, parts: LetterBlock['parts'], left: number, width: number): void {
  for (const line of linesOf(parts)) {
    const top = pdf.y;
    for (const [index, { text, bold }] of line.entries()) {
      const options = { width, continued: index < line.length - 1 };
      pdf.font(bold ? 'bold' : 'regular', size.text);
      if (index === 0) pdf.text(inKnownSigns(text), left, top, options);
      else pdf.text(inKnownSigns(text), options);
    }
  }
}

/** pdfkit goes on at the wrong place behind a line break inside of what is continued. */
function linesOf(parts: LetterBlock['parts']): LetterBlock['parts'][] {
  const lines: LetterBlock['parts'][] = [[]];
  for (const { text, bold } of parts) {
    for (const [index, said] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (said !== '') lines.at(-1)!.push({ text: said, bold });
    }
  }
  return lines;
}
