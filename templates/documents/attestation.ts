import { translator } from '../texts.ts';
import type { Language, TownView } from '../views.ts';
import { inKnownSigns } from './fonts.ts';
import { closeSheet, margin, openSheet, paragraph, size, textWidth, title } from './sheet.ts';

/** That silence has accepted a request, which its citizen may ask for in writing (CRPA, art. L232-3). */
export interface AttestationView {
  lang: Language;
  town: TownView;
  title: string;
  reference: string;
  citizen: string;
  /** Who decides in the town's name. */
  authority: string;
  receivedOn: string;
  /** Where its last document came later. */
  completeOn: string | undefined;
  /** The day on which the decision was born. */
  acceptedOn: string;
  law: string;
  printedOn: string;
  createdAt: Date;
}

export function renderAttestation(view: AttestationView): Promise<Buffer> {
  const { lang, town, reference, createdAt } = view;
  const t = translator(lang);
  const sheet = openSheet({ lang, title: `${t('attestation.title')} ${reference}`, town, createdAt });
  const { pdf } = sheet;
  const lines = (list: readonly string[]) =>
    paragraph(sheet, () => {
      pdf.font('regular', size.text);
      for (const line of list) pdf.text(line, margin, pdf.y, { width: textWidth });
    });
  lines([town.name, ...town.address]);
  pdf.moveDown(2);
  title(sheet, t('attestation.title'));
  const facts = {
    authority: view.authority,
    citizen: inKnownSigns(view.citizen),
    received: view.receivedOn,
    title: view.title,
    reference,
    accepted: view.acceptedOn,
    law: view.law,
  };
  lines([
    view.completeOn
      ? t('attestation.completed', { ...facts, complete: view.completeOn })
      : t('attestation.text', { ...facts }),
  ]);
  pdf.moveDown(1);
  lines([t('attestation.legal'), t('attestation.printed', { date: view.printedOn })]);
  return closeSheet(sheet);
}
