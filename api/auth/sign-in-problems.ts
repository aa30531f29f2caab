/** Why somebody is not let in, or not as far: part of `problems.ts`. */
export const signInProblems = {
  SIGN_IN_REQUIRED: [
    401,
    'Identifiez-vous par un code de suivi ou un jeton d’agent.',
    'Identify yourself by a tracking code or an agent’s token.',
  ],
  SIGN_IN_REFUSED: [401, 'Adresse électronique ou mot de passe incorrect.', 'Wrong email address or password.'],
  OTP_REQUIRED: [
    401,
    'Ce compte a un second facteur : donnez aussi le code de votre application, dans « otp ».',
    'This account has a second factor: give the code of your app too, in “otp”.',
  ],
  OTP_REFUSED: [
    401,
    'Ce code ne convient pas, ou a déjà servi. Attendez le suivant, ou prenez un code de secours.',
    'This code is not right, or was used before. Wait for the next one, or take a recovery code.',
  ],
  SECOND_FACTOR_REQUIRED: [
    403,
    'Votre rôle demande un second facteur. Connectez-vous sur /agent pour le mettre en place.',
    'Your role needs a second factor. Sign in at /agent to set it up.',
  ],
  SCOPE_MISSING: [
    403,
    'Ce jeton n’a pas été fait pour cet appel. Faites-en un autre dans votre compte, avec la portée qu’il faut.',
    'This token was not made for this call. Make another one in your account, with the scope that it needs.',
  ],
  PASSWORD_LINK_GONE: [
    410,
    'Ce lien a déjà servi, ou a plus d’un jour. Demandez-en un autre à qui gère les comptes.',
    'This link was used before, or is more than a day old. Ask who manages the accounts for another one.',
  ],
  TOO_MANY_SIGN_INS: [
    429,
    'Trop d’essais de connexion. Réessayez plus tard, ou demandez à qui gère les comptes un lien pour choisir un mot de passe.',
    'Too many attempts to sign in. Try again later, or ask who manages the accounts for a link to choose a password.',
  ],
} as const;
