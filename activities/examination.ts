import type { DataSource } from 'typeorm';
import type { ContentStore } from '../db/content-store.ts';
import { fileToExamine, passFile, setAside } from '../db/examination.ts';
import { type TownKey, unseal } from '../db/secrets.ts';
import type { OutsideActivities } from '../workflows/contract.ts';
import type { Antivirus } from './antivirus.ts';

export interface ExaminationServices {
  db: DataSource;
  store: ContentStore;
  key: TownKey;
  antivirus?: Antivirus | undefined;
}

/** Looks at a stored file, once; an infected one is erased, for nobody has any use for it. */
export function examination(services: ExaminationServices): Pick<OutsideActivities, 'examine'> {
  const { db, store, key, antivirus } = services;
  return {
    async examine({ documentId }) {
      const file = antivirus && (await fileToExamine(db, documentId));
      if (!file) return;
      const virus = file.infected
        ? undefined
        : await antivirus.examine(await store.read(documentId, unseal(key, file.fileKeySealed)));
      if (virus !== undefined) await setAside(db, documentId, virus, new Date());
      // After the row: an attempt that is cut off here finds it infected, and erases the file.
      if (file.infected || virus !== undefined) await store.remove(documentId);
      else await passFile(db, documentId, new Date());
    },
  };
}
