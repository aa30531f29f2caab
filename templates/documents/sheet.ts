/** What our PDF documents have in common: tagged A4 sheets in our fonts. */
import PDFDocument from 'pdfkit';
import type { Language, TownView } from '../views.ts';
import { code128 } from './barcode.ts';
import { letterFonts } from './fonts.ts';

export interface Sheet {
  pdf: PDFKit.PDFDocument;
  root: PDFKit.PDFStructureElement;
  /** The town's, for the title. */
  colour: string;
}

export const millimetre = 72 / 25.4;
export const margin = 20 * millimetre;
export const textWidth = 170 * millimetre;
/** Where the window of a French envelope shows an address. */
export const window = { left: 110 * millimetre, top: 55 * millimetre, width: 80 * millimetre, bottom: 95 * millimetre };
export const size = { text: 10.5, small: 9, heading: 12, title: 16 };

/** @param createdAt written into the file's metadata: the same content always gives the same bytes */
export function openSheet(about: { lang: Language; title: string; town: TownView; createdAt: Date }): Sheet {
  const fonts = letterFonts();
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    // Known to pdfkit and not yet to its types.
    subset: 'PDF/UA' as string as 'PDF/A-1',
    tagged: true,
    displayTitle: true,
    lang: about.lang === 'fr' ? 'fr-FR' : 'en-GB',
    font: fonts.regular,
    info: {
      // pdfkit writes the title into XML as it stands.
      Title: about.title.replace(/[<>&]/g, ' '),
      Author: about.town.name.replace(/[<>&]/g, ' '),
      CreationDate: about.createdAt,
      Producer: 'Guichet',
      Creator: 'Guichet',
    },
  });
  // By name, because pdfkit compares whole fonts whenever it is given one without a name.
  pdf.registerFont('regular', fonts.regular);
  pdf.registerFont('bold', fonts.bold);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return { pdf, root, colour: about.town.colours.brand };
}

export function closeSheet({ pdf, root }: Sheet): Promise<Buffer> {
  root.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    pdf.end();
  });
}

export function title({ pdf, root, colour }: Sheet, words: string): void {
  root.add(
    pdf.struct('H1', {}, () => {
      pdf.fillColor(colour).font('bold', size.title).text(words, { width: textWidth });
      pdf.fillColor('black');
    }),
  );
  pdf.moveDown(0.4);
}

export function heading({ pdf, root }: Sheet, words: string): void {
  pdf.moveDown(0.8);
  root.add(
    pdf.struct('H2', {}, () => void pdf.font('bold', size.heading).text(words, margin, pdf.y, { width: textWidth })),
  );
  pdf.moveDown(0.3);
}

export function paragraph({ pdf, root }: Sheet, write: () => void): void {
  root.add(pdf.struct('P', {}, () => write()));
}

/** An item of a list, with a dot before it. @param write is given the left edge and the width of its text */
export function item(
  { pdf }: Sheet,
  list: PDFKit.PDFStructureElement,
  write: (left: number, width: number) => void,
): void {
  if (pdf.y > pdf.page.height - margin - 2 * size.heading) pdf.addPage();
  const indent = 14;
  const body = pdf.struct('LBody', {}, () => {
    const top = pdf.y;
    pdf.font('regular', size.text).text('•', margin + 3, top, { width: indent });
    pdf.y = top;
    write(margin + indent, textWidth - indent);
  });
  const element = pdf.struct('LI', {}, [body]);
  list.add(element);
  element.end();
  pdf.moveDown(0.25);
}

/** One line for each: the label in bold, and behind it the value. */
export function pairs(sheet: Sheet, list: readonly { label: string; value: string }[], colon: string): void {
  const { pdf } = sheet;
  for (const { label, value } of list) {
    paragraph(sheet, () => {
      pdf.font('bold', size.text).text(`${label}${colon} `, { continued: true, width: textWidth });
      pdf.font('regular', size.text).text(value);
    });
    pdf.moveDown(0.2);
  }
}

/** The reference as a barcode that readers at the counter know, below the last line. */
export function barcode({ pdf, root }: Sheet, reference: string, alt: string): void {
  const box = { height: 12 * millimetre, width: 60 * millimetre };
  const bbox: [number, number, number, number] = [margin, pdf.y, margin + box.width, pdf.y + box.height];
  const figure = { alt, bbox };
  root.add(pdf.struct('Figure', figure, () => drawBarcode(pdf, reference, box)));
  pdf.y += box.height + 8;
}

function drawBarcode(pdf: PDFKit.PDFDocument, reference: string, box: { height: number; width: number }): void {
  const { bars, width } = code128(reference);
  // Readers at the counter need modules of at least 0.25 mm; sixty millimetres leave 0.4 mm for twelve characters.
  const module = Math.min(0.5 * millimetre, box.width / width);
  for (const bar of bars) pdf.rect(margin + bar.left * module, pdf.y, bar.width * module, box.height);
  pdf.fill('black');
}
