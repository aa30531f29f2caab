import { translator } from '../texts.ts';
import { inKnownSigns } from './fonts.ts';
import { closeSheet, heading, margin, openSheet, pairs, paragraph, size, textWidth, title } from './sheet.ts';
import type { PersonalDataView } from './view.ts';

/** All that the town holds of one person, as a tagged document: a heading for each kind, and each thing by its labels. */
export function renderPersonalData(view: PersonalDataView): Promise<Buffer> {
  const { lang, town, createdAt } = view;
  const t = translator(lang);
  const sheet = openSheet({ lang, title: t('collect.paperTitle'), town, createdAt });
  const { pdf } = sheet;
  const lines = (list: readonly string[]) => {
    paragraph(sheet, () => {
      pdf.font('regular', size.text);
      for (const line of list) pdf.text(inKnownSigns(line), margin, pdf.y, { width: textWidth });
    });
  };

  lines([town.name, ...town.address]);
  pdf.moveDown(1);
  title(sheet, t('collect.paperTitle'));
  lines([t('collect.paperText', { date: view.madeAt, town: town.name })]);
  for (const section of view.sections) {
    heading(sheet, section.title);
    for (const row of section.rows) {
      pairs(
        sheet,
        row.map(({ label, value }) => ({ label, value: inKnownSigns(value) })),
        t('common.colon'),
      );
      pdf.moveDown(0.6);
    }
  }
  heading(sheet, t('collect.leftOut'));
  lines(view.leftOut);
  heading(sheet, t('personalData.rightsTitle'));
  lines([t('personalData.rights'), t('personalData.complaint')]);
  return closeSheet(sheet);
}
