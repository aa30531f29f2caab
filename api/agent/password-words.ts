import type { Language } from '../../templates/views.ts';
import { type PasswordFault, passwordFault } from '../auth/password-rules.ts';

/** What is wrong with a password that somebody chooses, and what to do; undefined for a good one. */
export function passwordError(
  password: string,
  owner: Parameters<typeof passwordFault>[1],
  lang: Language,
): string | undefined {
  if (password.length > 200) return tooLong[lang];
  const fault = passwordFault(password, owner);
  return fault && words[fault][lang];
}

const tooLong = { fr: '200 caractères au plus.', en: 'At most 200 characters.' };

const words: Record<PasswordFault, Record<Language, string>> = {
  weak: {
    fr: 'Ce mot de passe est trop simple. Allongez-le, ou mêlez majuscules, minuscules, chiffres et signes ; une phrase de plusieurs mots convient.',
    en: 'This password is too simple. Make it longer, or mix capitals, small letters, digits and signs; a phrase of several words will do.',
  },
  common: {
    fr: 'Ce mot de passe est parmi les premiers que l’on essaie. Choisissez d’autres mots.',
    en: 'This password is among the first that people try. Choose other words.',
  },
  'own name': {
    fr: 'Ce mot de passe tient à votre nom ou à votre adresse. Choisissez d’autres mots.',
    en: 'This password is little more than your name or your address. Choose other words.',
  },
};
