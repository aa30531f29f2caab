import type { Words } from '../workflows/kit/fields.ts';

/** Why an infected file does not count, and what to do about it: read after « Motif : » and after the piece's name. */
export const foundVirus: Words = {
  fr: 'un virus a été trouvé dans le fichier, que nous avons effacé. Envoyez une nouvelle photo ou un nouveau scan, si possible depuis un autre appareil.',
  en: 'a virus was found in the file, and we erased it. Send a new photo or scan, from another device if you can.',
};
