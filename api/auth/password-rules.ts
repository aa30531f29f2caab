/** What makes a password good enough: CNIL, délibération 2022-100. It is never asked to be changed for its age. */

/** Why a password is not taken. */
export type PasswordFault = 'weak' | 'common' | 'own name';

/** Bits of entropy: alone, and beside a second factor, where guesses are limited too. */
const wanted = { alone: 80, 'with second factor': 50 } as const;

export function passwordFault(
  password: string,
  { email, displayName, secondFactor }: { email: string; displayName: string; secondFactor: boolean },
): PasswordFault | undefined {
  const plain = lettersOf(password);
  if (isCommon(plain)) return 'common';
  const own = [email.split('@')[0]!, ...displayName.split(/\s+/)].map(lettersOf).filter((name) => name.length > 3);
  if (own.some((name) => plain.includes(name) && plain.length < name.length + 8)) return 'own name';
  return entropyOf(password) < wanted[secondFactor ? 'with second factor' : 'alone'] ? 'weak' : undefined;
}

/** As the CNIL counts: how many characters, times the bits of the signs that they were chosen from. */
export function entropyOf(password: string): number {
  const signs = [...password];
  const alphabet = classes.reduce((sum, [sign, size]) => sum + (sign.test(password) ? size : 0), 0);
  // A sign that only repeats others adds little: « aaaa… » is no long password.
  const length = Math.min(signs.length, 3 * new Set(signs).size);
  return alphabet > 0 ? length * Math.log2(alphabet) : 0;
}

const classes = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[^a-zA-Z\d]/, 37],
] as const;

/** « M0td3passe2026! » is « motdepasse » to whoever guesses. */
const lettersOf = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^[^a-z]+|[^a-z]+$/g, '')
    .replace(/[@4]/g, 'a')
    .replace(/3/g, 'e')
    .replace(/[1!]/g, 'i')
    .replace(/0/g, 'o')
    .replace(/[$5]/g, 's')
    .replace(/[^a-z]/g, '');

/** Nothing but words that guesses begin with, one or several; or no letter at all. */
const isCommon = (plain: string) => plain.replace(commonWords, '') === '';

const commonWords = new RegExp(
  [
    'administration|administrateur|utilisateur|azertyuiop|qwertyuiop|motdepasse|qsdfghjklm|bienvenue|marseille|princess',
    'chouchou|changeme|football|iloveyou|password|superman|bonjour|citoyen|commune|guichet|jetaime|letmein|nicolas',
    'service|welcome|zxcvbnm|azerty|doudou|france|loulou|mairie|master|qwerty|qwertz|secret|soleil|wxcvbn|admin|agent',
    'amour|essai|hello|login|paris|passe|ville|pass|pour|test|toto|uiop|user|abc|mdp|mon|mot|de|je|la|le|ma',
  ].join('|'),
  'g',
);
