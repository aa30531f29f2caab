import { translator } from '../texts.ts';
import { inKnownSigns } from './fonts.ts';
import { barcode, closeSheet, heading, margin, openSheet, pairs, paragraph, size, textWidth, title } from './sheet.ts';
import type { ReceiptView } from './view.ts';

/**
 * The receipt that the citizen may print and keep: one tagged A4 page, or more when the answers are long. It says what the
 * law wants of an acknowledgement (code des relations entre le public et l’administration, art. R112-5): when the request
 * came, by when it is answered, and which service has it.
 */
export function renderReceipt(view: ReceiptView): Promise<Buffer> {
  const { lang, town, reference, service, createdAt } = view;
  const t = translator(lang);
  const about = { lang, title: `${t('receipt.title')} ${reference}`, town, createdAt };
  const sheet = openSheet(about);
  const { pdf } = sheet;
  const lines = (list: readonly string[]) => {
    paragraph(sheet, () => {
      pdf.font('regular', size.text);
      for (const line of list) pdf.text(line, margin, pdf.y, { width: textWidth });
    });
  };
  const list = (words: string, rows: readonly { label: string; value: string }[]) => {
    if (rows.length === 0) return;
    heading(sheet, words);
    pairs(
      sheet,
      rows.map(({ label, value }) => ({ label, value: inKnownSigns(value) })),
      t('common.colon'),
    );
  };

  lines([town.name, ...town.address]);
  pdf.moveDown(1);
  title(sheet, t('receipt.title'));
  lines([t('receipt.text', { town: town.name, date: view.receivedAt }), view.title]);
  pdf.moveDown(0.6);
  barcode(sheet, reference, t('letter.barcodeAlt', { reference }));
  lines([t('letter.reference', { reference })]);
  if (view.trackingCode) {
    list(t('receipt.follow'), [
      { label: t('receipt.address'), value: `${town.publicUrl}/suivi` },
      { label: t('entry.code'), value: view.trackingCode },
    ]);
  }
  list(t('receipt.request'), [
    { label: t('receipt.citizen'), value: view.citizen },
    { label: t('request.channel'), value: view.channel },
    ...(view.answerBy ? [{ label: t('follow.answerBy'), value: view.answerBy }] : []),
    { label: t('form.law'), value: view.law },
  ]);
  if (view.mentions.length > 0) {
    heading(sheet, t('receipt.acknowledgement'));
    lines(view.mentions.map(({ text }) => text));
  }
  list(t('letter.answers'), view.answers);
  list(t('receipt.pieces'), view.pieces);
  heading(sheet, t('start.service'));
  lines([service.name, ...service.address, service.email, service.phone]);
  pdf.moveDown(0.8).fontSize(size.small);
  paragraph(sheet, () =>
    pdf.text(t('receipt.printed', { date: view.printedAt, status: view.status }), margin, pdf.y, { width: textWidth }),
  );
  return closeSheet(sheet);
}
