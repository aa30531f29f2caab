/** Where an identity provider sends the browser back to: registered there, letter by letter. */
export const returnPath = '/compte/retour';
export const leftPath = '/compte/deconnecte';
